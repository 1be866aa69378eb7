import type { Thread } from './conversation';

interface Item {
  id: string;
  firstSeq: number;
}

/** What others have written, with the number at which one could first see it. */
function itemsOfOthers(threads: readonly Thread[], me: string): Item[] {
  return threads
    .flatMap(({ note, replies }) => note ? [note, ...replies] : replies)
    .filter(one => one.author.id !== me && one.firstSeq != null)
    .map(one => ({ id: one.id, firstSeq: one.firstSeq! }));
}

/** The ids of notes and replies that are new since the last visit. */
export const newIds = (threads: readonly Thread[], me: string, seenBefore: number) =>
  new Set(itemsOfOthers(threads, me).filter(item => item.firstSeq > seenBefore).map(item => item.id));

/**
 * How far the conversation has been seen: all of it, or up to the first thing of others that was not yet on
 * the screen.
 */
export function seenUpTo(
  threads: readonly Thread[], me: string, seenBefore: number, looked: ReadonlySet<string>, seq: number,
) {
  const waiting = itemsOfOthers(threads, me)
    .filter(item => item.firstSeq > seenBefore && !looked.has(item.id))
    .map(item => item.firstSeq);
  return Math.min(seq, ...waiting.map(first => first - 1));
}
