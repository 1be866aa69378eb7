import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { hasRoom, tools, type Stroke, type Tool } from './drawing';

const toolWords: Record<Tool, string> = { pen: 'Pen', arrow: 'Arrow', box: 'Box' };

/**
 * What one draws with, beside the note that gets the drawing. Tells `drawing-began` (itself: the picture
 * gives it strokes from then on), `drawing-ended` and `strokes-changed`.
 */
@customElement('drawing-tools')
export class DrawingTools extends PageElement {
  @property({ attribute: false }) strokes: readonly Stroke[] = [];
  /** The moment of the note, once it has one. */
  @property({ attribute: false }) atMs: number | undefined;
  /** The picture gives its strokes to this note. */
  @property({ type: Boolean, reflect: true }) active = false;
  @state() tool: Tool = 'pen';

  get hasRoom() { return hasRoom(this.strokes); }

  add(stroke: Stroke) { if (this.hasRoom) this.#change([...this.strokes, stroke]); }

  protected override render() {
    return this.active ? this.#open() : html`<button class="plain" type="button"
      @click=${() => this.announce('drawing-began', this)}>
      ${icon('pen-line')} ${this.strokes.length > 0 ? 'Change the drawing' : 'Draw on the picture'}<span
      class="heard-only">, with a pointer or a finger; by keyboard, words say the same</span></button>`;
  }

  #open() {
    const { strokes } = this;
    return html`
      <fieldset class="choices"><legend class="heard-only">Draw with</legend>
        ${tools.map(tool => html`<label><input type="radio" name="drawing-tool" .checked=${this.tool === tool}
          @change=${() => { this.tool = tool; }}>${toolWords[tool]}</label>`)}
      </fieldset>
      <button class="plain quiet" type="button" ?disabled=${strokes.length === 0}
        @click=${() => this.#change(strokes.slice(0, -1))}>Undo<span class="heard-only"> the last
        stroke</span></button>
      <button class="plain quiet" type="button" ?disabled=${strokes.length === 0}
        @click=${() => this.#change([])}>Clear</button>
      <button class="plain" type="button" @click=${() => this.announce('drawing-ended', {})}>Done</button>
      ${this.hasRoom ? nothing : html`<p class="small" role="status">
        The drawing is full. Undo a stroke to draw on.</p>`}`;
  }

  #change(strokes: readonly Stroke[]) {
    this.strokes = strokes;
    this.announce('strokes-changed', strokes);
  }
}

declare global {
  interface HTMLElementTagNameMap { 'drawing-tools': DrawingTools }
}
