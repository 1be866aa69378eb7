import type { SendingState } from './sending';

interface Turn { state: SendingState; live: boolean; lessonId: string | undefined }

/**
 * Whose turn it is. One after the other: two at once would only share a school's narrow line, and both would
 * be late. What a camera records waits for nobody, and nobody for it.
 */
export function nextToGo<T extends Turn>(all: readonly T[]): T | undefined {
  const isTaken = all.some(one => !one.live && (one.state === 'going' || one.state === 'waiting'));
  return all.find(one => one.state === 'queued' && one.lessonId !== undefined && (one.live || !isTaken));
}
