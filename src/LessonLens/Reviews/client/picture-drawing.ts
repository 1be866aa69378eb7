import { html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { onPicture, pathOf, pictureBox, strokeOf, type Point, type Size, type Stroke } from './drawing';
import type { DrawingTools } from './drawing-tools';

/** The sheet of glass over the picture: shows a drawing, and takes one while the tools are out. */
@customElement('picture-drawing')
export class PictureDrawing extends PageElement {
  /** The size of the picture in its own pixels. */
  @property({ attribute: false }) picture: () => Size = () => ({ width: 0, height: 0 });
  @property({ attribute: false }) strokes: readonly Stroke[] = [];
  /** What is shown, in words. */
  @property({ attribute: false }) said = '';
  /** Whoever gets what is drawn here; unless they are active pointers go through to the picture. */
  @property({ attribute: false }) tools: DrawingTools | undefined;
  #points: Point[] = [];
  #pointer: number | undefined;
  readonly #watch = new ResizeObserver(() => this.requestUpdate());

  override connectedCallback() {
    super.connectedCallback();
    this.#watch.observe(this);
    this.addEventListener('pointerdown', this.#down);
    this.addEventListener('pointermove', this.#move);
    this.addEventListener('pointerup', this.#up);
    this.addEventListener('pointercancel', this.#drop);
    // A click on the picture plays it; one that draws does not.
    this.addEventListener('click', event => event.stopPropagation());
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  protected override render() {
    this.toggleAttribute('drawing', !!this.tools?.active);
    const strokes = this.tools ? [...this.tools.strokes, ...this.#underWay()] : this.strokes;
    if (strokes.length === 0) return nothing;
    const size = this.#box();
    const paths = strokes.map(stroke => pathOf(stroke, size));
    return html`<svg role="img" aria-label=${this.tools ? 'Your drawing' : this.said}
      viewBox="0 0 ${size.width} ${size.height}">
      ${paths.map(d => svg`<path class="halo" d=${d}></path>`)}
      ${paths.map(d => svg`<path d=${d}></path>`)}</svg>`;
  }

  protected override updated() {
    const sheet = this.querySelector('svg');
    if (!sheet) return;
    // Through the object model: the page's policy allows no style attributes.
    const { left, top, width, height } = this.#box();
    Object.assign(sheet.style, {
      left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px`,
    });
  }

  #box() { return pictureBox({ width: this.clientWidth, height: this.clientHeight }, this.picture()); }

  #underWay() {
    const stroke = this.tools && strokeOf(this.tools.tool, this.#points);
    return stroke ? [stroke] : [];
  }

  #at({ clientX, clientY }: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    return onPicture(clientX - left, clientY - top, this.#box());
  }

  readonly #down = (event: PointerEvent) => {
    event.stopPropagation();
    if (event.button !== 0 || this.#pointer !== undefined) return;
    if (!this.tools?.active || !this.tools.hasRoom) return;
    this.#pointer = event.pointerId;
    this.setPointerCapture(event.pointerId);
    this.#points = [this.#at(event)];
    this.requestUpdate();
  };

  readonly #move = (event: PointerEvent) => {
    if (event.pointerId !== this.#pointer) return;
    this.#points.push(this.#at(event));
    this.requestUpdate();
  };

  readonly #up = (event: PointerEvent) => {
    event.stopPropagation();
    if (event.pointerId !== this.#pointer) return;
    const [stroke] = this.#underWay();
    this.#drop();
    if (stroke) this.tools?.add(stroke);
  };

  readonly #drop = () => {
    this.#pointer = undefined;
    this.#points = [];
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap { 'picture-drawing': PictureDrawing }
}
