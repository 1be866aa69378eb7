import type { About, Kind } from './annotation';

/** The note that is being written. It takes its moment when the first words are typed, and keeps it. */
export interface Draft {
  atMs: number;
  kind: Kind;
  about: About | undefined;
  text: string;
}

/** A note as long as the server takes. */
export const longestNote = 5000;

export type ComposerKey = 'send' | 'drop' | undefined;

/**
 * Enter sends, Shift+Enter makes a new line, Esc drops; while an input method is composing keys belong
 * to it.
 */
export function composerKey(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing'>): ComposerKey {
  if (event.isComposing) return undefined;
  if (event.key === 'Enter' && !event.shiftKey) return 'send';
  if (event.key === 'Escape') return 'drop';
  return undefined;
}
