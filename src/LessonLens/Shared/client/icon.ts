import { html } from 'lit';

/**
 * The sprite with the hash of its content, put in by the build: kept by the browser, also when the
 * line is cut.
 */
declare const iconSprite: string;

/** An icon of the sprite; the build puts in only those that are named like this. Always beside words. */
export function icon(name: string) {
  return html`<svg class="icon" aria-hidden="true"><use href="${iconSprite}#${name}"></use></svg>`;
}
