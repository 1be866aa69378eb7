import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { position } from '../../Shared/client/times';
import { readThumbnails, thumbnailAt, type Thumbnail } from './thumbnails';

/** Of the picture's own size: enough to recognise a scene, without hiding the film. */
const scale = 0.625;
/** About as wide as the time alone. */
const timeWidth = 44;

const askAgainMs = 10_000;

/** The moment under the pointer and what was to be seen there, as soon as there are thumbnails. */
@customElement('thumbnail-preview')
export class ThumbnailPreview extends PageElement {
  @property() src = '';
  @state() private ms: number | undefined;
  @state() private thumbnails: Thumbnail[] = [];
  #askedMs = -Infinity;
  /** For pictures that come while the pointer rests. */
  #showAgain = () => {};
  #home: Element | null = null;

  override connectedCallback() {
    super.connectedCallback();
    this.#home ??= this.parentElement;
    this.setAttribute('aria-hidden', 'true');
  }

  /** `clientX` is where the pointer is, `top` what the picture must not cover. */
  show(ms: number, clientX: number, top: number) {
    if (this.thumbnails.length === 0) void this.#load();
    this.ms = ms;
    this.#showAgain = () => this.show(ms, clientX, top);
    // What is in full screen hides all that stands outside it.
    const stage = document.fullscreenElement ?? this.#home;
    if (this.parentElement !== stage) stage?.append(this);
    const around = this.offsetParent?.getBoundingClientRect();
    if (!around) return;
    const width = (thumbnailAt(this.thumbnails, ms)?.width ?? 0) * scale || timeWidth;
    const left = clientX - around.left - width / 2;
    this.style.left = `${Math.max(0, Math.min(left, around.width - width))}px`;
    this.style.bottom = `${around.bottom - top + 8}px`;
  }

  hide() { this.ms = undefined; }

  protected override render() {
    if (this.ms === undefined) return nothing;
    return html`${this.thumbnails.length === 0 ? nothing : html`<div class="thumbnail"></div>`}
      <span class="time small">${position(this.ms)}</span>`;
  }

  protected override updated() {
    const box = this.querySelector<HTMLElement>('.thumbnail');
    const thumbnail = this.ms === undefined ? undefined : thumbnailAt(this.thumbnails, this.ms);
    if (!box || !thumbnail) return;
    // Through the object model: the page's policy allows no style attributes.
    box.style.zoom = `${scale}`;
    box.style.width = `${thumbnail.width}px`;
    box.style.height = `${thumbnail.height}px`;
    box.style.background = `url("${thumbnail.url}") -${thumbnail.x}px -${thumbnail.y}px`;
  }

  async #load() {
    // A recording that is still being prepared gets them later.
    if (performance.now() - this.#askedMs < askAgainMs) return;
    this.#askedMs = performance.now();
    try {
      const answer = await fetch(this.src);
      if (!answer.ok) return;
      this.thumbnails = readThumbnails(await answer.text(), new URL(this.src, location.href).href);
      if (this.ms !== undefined) this.#showAgain();
    } catch { /* Without a line there are no pictures either. */ }
  }
}

declare global {
  interface HTMLElementTagNameMap { 'thumbnail-preview': ThumbnailPreview }
}
