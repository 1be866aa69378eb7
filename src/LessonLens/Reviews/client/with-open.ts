import type { Thread } from './conversation';

export type Box = `reply ${string}` | `edit ${string}`;

/**
 * The threads as they are now, with what has gone while somebody writes in it: nobody's words go with a note
 * that another deletes, or with a reply that they delete themselves in another window. The words of what has
 * gone stay only where they are being changed.
 */
export function withOpen(
  before: readonly Thread[], now: readonly Thread[], isOpen: (box: Box) => boolean,
): readonly Thread[] {
  const there = new Map(now.map(thread => [thread.id, thread]));
  const kept = new Map<string, Thread>();
  for (const thread of before) {
    const left = there.get(thread.id);
    const replies = withOpenReplies(thread, left, isOpen);
    if (left) {
      if (replies.length > left.replies.length) kept.set(thread.id, { ...left, replies });
    } else if (isOpen(`edit ${thread.id}`)) kept.set(thread.id, thread);
    else if (replies.length > 0 || isOpen(`reply ${thread.id}`)) {
      kept.set(thread.id, { ...thread, note: undefined, replies });
    }
  }
  if (kept.size === 0) return now;
  const gone = [...kept.values()].filter(({ id }) => !there.has(id));
  return [...now.map(thread => kept.get(thread.id) ?? thread), ...gone].sort((a, b) => a.atMs - b.atMs);
}

/** Each at its place: what moves on the page loses the focus. */
function withOpenReplies(before: Thread, left: Thread | undefined, isOpen: (box: Box) => boolean) {
  const replies = [...left?.replies ?? []];
  before.replies.forEach((reply, place) => {
    if (!isOpen(`edit ${reply.id}`) || replies.some(({ id }) => id === reply.id)) return;
    replies.splice(place, 0, reply);
  });
  return replies;
}

/** Somebody writes in it, whatever the filter says. */
export const isWrittenIn = ({ id, replies }: Thread, isOpen: (box: Box) => boolean) =>
  isOpen(`reply ${id}`) || isOpen(`edit ${id}`) || replies.some(reply => isOpen(`edit ${reply.id}`));
