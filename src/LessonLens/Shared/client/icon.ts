import { html } from 'lit';

/** An icon of the sprite; the build puts in only those that are named like this. Always beside words. */
export function icon(name: string) {
  return html`<svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#${name}"></use></svg>`;
}
