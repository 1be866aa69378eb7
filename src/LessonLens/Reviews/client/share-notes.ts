import type { Note, Thread } from './conversation';
import { offerUndo } from './undo';
import type { Writes } from './writes';

/** What is shared now, or taken back. */
export interface Sharing {
  notes: readonly Note[];
  draft: boolean;
}

/** Shares notes or takes them back, and offers to undo it: all but what somebody has answered meanwhile. */
export function shareNotes(
  { notes, draft }: Sharing, writes: Writes, wayOn: HTMLElement, threads: () => readonly Thread[],
) {
  writes.share(notes, draft);
  const ids = new Set(notes.map(note => note.id));
  offerUndo(said(notes.length, draft), wayOn, () => writes.share(threads()
    .filter(({ id, note, replies }) => ids.has(id) && note?.draft === draft
      && replies.every(reply => reply.author.id === note.author.id))
    .flatMap(thread => thread.note ?? []), !draft), () => {});
}

function said(count: number, draft: boolean) {
  if (draft) return 'Only you can see this note now.';
  return count === 1 ? 'Your note is shared.' : `Your ${count} notes are shared.`;
}
