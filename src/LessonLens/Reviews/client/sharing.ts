import type { Note, Thread } from './conversation';

/** What is shared now, or taken back. */
export interface Sharing {
  notes: readonly Note[];
  draft: boolean;
}

export function sharedWords({ notes, draft }: Sharing) {
  if (draft) return 'Only you can see this note now.';
  return notes.length === 1 ? 'Your note is shared.' : `Your ${notes.length} notes are shared.`;
}

/** What can honestly be undone: all that still is as it was left, and that nobody else has answered. */
export function undoable({ notes, draft }: Sharing, threads: readonly Thread[]): Note[] {
  const ids = new Set(notes.map(note => note.id));
  return threads
    .filter(({ id, note, replies }) => ids.has(id) && note?.draft === draft
      && replies.every(reply => reply.author.id === note.author.id))
    .flatMap(thread => thread.note ?? []);
}
