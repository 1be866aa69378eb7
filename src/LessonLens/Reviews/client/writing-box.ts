/** As high as its text, up to a third of a phone's screen. */
export function grow(box: HTMLTextAreaElement) {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
}

export type BoxKey = 'send' | 'drop' | undefined;

/**
 * Enter sends, Shift+Enter makes a new line, Esc drops; while an input method is composing keys belong
 * to it.
 */
export function boxKey(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing'>): BoxKey {
  if (event.isComposing) return undefined;
  if (event.key === 'Enter' && !event.shiftKey) return 'send';
  if (event.key === 'Escape') return 'drop';
  return undefined;
}
