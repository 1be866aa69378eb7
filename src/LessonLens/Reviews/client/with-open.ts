import type { Thread } from './conversation';

export type Box = `reply ${string}` | `edit ${string}`;

/**
 * The threads as they are now, with those that have gone while somebody writes in them: nobody's words go
 * with a note that another deletes. Its own words stay only where they are being changed.
 */
export function withOpen(
  before: readonly Thread[], now: readonly Thread[], isOpen: (box: Box) => boolean,
): readonly Thread[] {
  const ids = new Set(now.map(({ id }) => id));
  const gone = before.filter(({ id }) => !ids.has(id)).flatMap((thread): Thread[] => {
    if (isOpen(`edit ${thread.id}`)) return [thread];
    return isOpen(`reply ${thread.id}`) ? [{ ...thread, note: undefined, replies: [] }] : [];
  });
  return gone.length === 0 ? now : [...now, ...gone].sort((a, b) => a.atMs - b.atMs);
}

/** Somebody writes in it, whatever the filter says. */
export const isWrittenIn = ({ id, replies }: Thread, isOpen: (box: Box) => boolean) =>
  isOpen(`reply ${id}`) || isOpen(`edit ${id}`) || replies.some(reply => isOpen(`edit ${reply.id}`));
