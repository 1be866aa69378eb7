/** What a change is about: a note, a reply to one, or whether a question is answered. */
export type Target =
  | { sort: 'note'; id: string }
  | { sort: 'reply'; id: string; noteId: string }
  | { sort: 'mark'; id: string };

/** Below the address of the lesson's notes. */
export function pathOf(target: Target) {
  switch (target.sort) {
    case 'note': return `/${target.id}`;
    case 'reply': return `/${target.noteId}/replies/${target.id}`;
    case 'mark': return `/${target.id}/answered`;
  }
}
