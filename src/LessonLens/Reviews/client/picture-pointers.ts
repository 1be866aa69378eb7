import { pictureBox, onPicture, type Size } from './drawing';

const fadesAfterMs = 1500;
const betweenMs = 100;

/**
 * What the others point at: a dot with a name, which fades. For eyes alone; what is meant to stay is drawn
 * or written.
 */
export class PicturePointers extends HTMLElement {
  /** The size of the picture in its own pixels. */
  picture: () => Size = () => ({ width: 0, height: 0 });
  readonly #dots = new Map<string, { dot: HTMLElement; fade: ReturnType<typeof setTimeout> | undefined }>();
  #sentMs = -Infinity;

  connectedCallback() { this.setAttribute('aria-hidden', 'true'); }

  /** `x` and `y` in 0..1 of the picture. */
  show(personId: string, name: string, x: number, y: number) {
    const one = this.#dots.get(personId) ?? { dot: this.#newDot(name), fade: undefined };
    this.#dots.set(personId, one);
    const { left, top, width, height } = this.#box();
    one.dot.style.translate = `${left + x * width}px ${top + y * height}px`;
    one.dot.hidden = false;
    clearTimeout(one.fade);
    one.fade = setTimeout(() => { one.dot.hidden = true; }, fadesAfterMs);
  }

  /** Where on the picture a pointer is; nothing while it is beside it, or has just been told. */
  place({ clientX, clientY }: PointerEvent, nowMs: number) {
    const { left, top } = this.getBoundingClientRect();
    const box = this.#box();
    const [x, y] = [clientX - left, clientY - top];
    const inside = x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;
    if (!inside || nowMs - this.#sentMs < betweenMs) return undefined;
    this.#sentMs = nowMs;
    return onPicture(x, y, box);
  }

  #box() { return pictureBox({ width: this.clientWidth, height: this.clientHeight }, this.picture()); }

  #newDot(name: string) {
    const dot = document.createElement('span');
    dot.className = 'pointer';
    dot.textContent = name;
    this.append(dot);
    return dot;
  }
}

customElements.define('picture-pointers', PicturePointers);

declare global {
  interface HTMLElementTagNameMap { 'picture-pointers': PicturePointers }
}
