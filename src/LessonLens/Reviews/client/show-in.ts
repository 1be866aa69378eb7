/** Scrolls a list, and nothing around it, as far as needed to show the note. The focus stays where it is. */
export function showIn(list: HTMLElement, noteId: string | undefined) {
  const note = noteId === undefined ? null : list.querySelector<HTMLElement>(`#a-${CSS.escape(noteId)}`);
  if (!note || list.scrollHeight <= list.clientHeight) return;
  const [inner, outer] = [note.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  list.scrollBy({ top: inner.top - outer.top - outer.height / 3, behavior: calm ? 'auto' : 'smooth' });
}
