import type { SendingState } from './sending';

interface Turn { state: SendingState; live: boolean; lessonId: string | undefined }

/**
 * Whose turn it is. One after the other: two at once would only share a school's narrow line, and both would
 * be late. What a camera records waits for nobody, and nobody for it.
 */
export function nextToGo<T extends Turn>(all: readonly T[]): T | undefined {
  const isTaken = all.some(one => !one.live && (one.state === 'going' || one.state === 'waiting'));
  const filmed = all.find(one => one.live && one.state === 'queued');
  const next = filmed ?? (isTaken ? undefined : all.find(one => one.state === 'queued'));
  // Its lesson is being made; nobody overtakes it meanwhile.
  return next?.lessonId === undefined ? undefined : next;
}
