import { html, svg } from 'lit';
import type { Kind } from './annotation';

// Each kind has a shape of its own, so that colour never speaks alone. Drawn in a box of 16 by 16.
const shapes: Record<Kind, ReturnType<typeof svg>> = {
  noticed: svg`<circle cx="8" cy="8" r="6"/>`,
  wondered: svg`<path d="M8 1l7 7-7 7-7-7z"/>`,
  worked: svg`<path d="M8 1.5L15.5 14.5H.5z"/>`,
  try: svg`<path d="M1 6h7V2l7 6-7 6v-4H1z"/>`,
};

export const kindShape = (kind: Kind) =>
  html`<svg class="kind-shape ${kind}" viewBox="0 0 16 16" aria-hidden="true">${shapes[kind]}</svg>`;
