import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { painted } from '../../Shared/client/painted';
import { kindWords, wordsOf } from './annotation';
import type { Note } from './conversation';
import { kindShape } from './kind-shape';
import { lanesOf, nearest, partOf, type Lane } from './lanes';
import { between, inShort, isSpan, type Span } from './span';

/** What moves less than this is a click. */
const clickPixels = 5;

/**
 * Where the notes are, one lane a person, under the player's line. For eyes and pointers: the list of
 * notes beside it says the same to everybody and is the way by keyboard. Tells `note-chosen`,
 * `moment-chosen`, `span-chosen` and `hovered`.
 */
@customElement('notes-timeline')
export class NotesTimeline extends PageElement {
  @property({ attribute: false }) notes: Note[] = [];
  @property({ attribute: false }) lengthMs = 0;
  @property({ attribute: false }) currentId: string | undefined;
  /** The moment or span of the note under way. */
  @property({ attribute: false }) taken: Span | undefined;
  @property() me = '';
  @property({ type: Boolean }) writes = false;
  #momentMs = 0;
  #playheads: HTMLElement[] = [];
  #from: number | undefined;
  #drawn: Note[] | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
  }

  /** As often as there are pictures, so nothing else is drawn anew. */
  moveTo(ms: number) {
    this.#momentMs = ms;
    for (const head of this.#playheads) this.#place(head, ms);
  }

  /** The list, which is read, comes first. */
  protected override async scheduleUpdate() {
    if (this.notes !== this.#drawn) await painted();
    this.#drawn = this.notes;
    super.scheduleUpdate();
  }

  protected override render() {
    if (this.lengthMs === 0) return nothing;
    const lanes = lanesOf(this.notes, this.me);
    const mine = lanes.some(lane => lane.authorId === this.me);
    if (this.writes && !mine) lanes.unshift({ authorId: this.me, name: 'You', notes: [] });
    if (lanes.length === 0) return nothing;
    return html`<div class="lanes">${lanes.map(lane => this.#lane(lane))}</div>`;
  }

  protected override updated() {
    // Through the object model: the page's policy allows no style attributes.
    for (const mark of this.querySelectorAll<HTMLElement>('[data-at]')) {
      const [at, until] = [Number(mark.dataset['at']), Number(mark.dataset['until'])];
      this.#place(mark, at, until);
    }
    this.#playheads = [...this.querySelectorAll<HTMLElement>('.playhead')];
    this.moveTo(this.#momentMs);
  }

  #lane(lane: Lane) {
    const taken = lane.authorId === this.me ? this.taken : undefined;
    return html`<div class="lane">
      <span class="lane-name">${lane.name}</span>
      <div class="lane-line" @pointerdown=${this.#down} @pointermove=${this.#move}
        @pointerup=${(event: PointerEvent) => this.#up(event, lane)} @pointercancel=${this.#leave}
        @pointerleave=${this.#leave}>
        ${lane.notes.filter(isSpan).map(note => html`<span class="lane-span ${note.kind}" data-at=${note.atMs}
          data-until=${note.untilMs!} ?data-current=${note.id === this.currentId}></span>`)}
        ${taken ? html`<span class="lane-taken" data-at=${taken.atMs}
          data-until=${taken.untilMs ?? taken.atMs}></span>` : nothing}
        <span class="playhead"></span>
        ${lane.notes.map(note => html`<span class="lane-note" data-at=${note.atMs}
          title="${inShort(note)} ${kindWords[note.kind]}: ${wordsOf(note).slice(0, 80)}"
          ?data-current=${note.id === this.currentId}>${kindShape(note.kind)}</span>`)}
      </div>
    </div>`;
  }

  #place(mark: HTMLElement, at: number, until = Number.NaN) {
    mark.style.left = `${partOf(at, this.lengthMs) * 100}%`;
    const part = partOf(until, this.lengthMs) - partOf(at, this.lengthMs);
    if (until >= at) mark.style.width = `${part * 100}%`;
  }

  readonly #down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    this.#from = event.clientX;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly #move = (event: PointerEvent) => {
    const line = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const ms = this.#ms(event.clientX, line);
    if (this.#dragged(event)) this.taken = between(this.#ms(this.#from!, line), ms);
    const { top } = this.getBoundingClientRect();
    this.announce('hovered', { ms, clientX: event.clientX, top });
  };

  readonly #leave = () => {
    this.#from = undefined;
    this.announce('hovered', undefined);
  };

  #up(event: PointerEvent, lane: Lane) {
    if (this.#from === undefined) return;
    const line = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const ms = this.#ms(event.clientX, line);
    const dragged = this.#dragged(event);
    const from = this.#ms(this.#from, line);
    this.#from = undefined;
    if (dragged) return this.announce('span-chosen', between(from, ms));
    const note = nearest(lane.notes, ms, 14 * this.lengthMs / line.width);
    if (note) this.announce('note-chosen', note);
    else this.announce('moment-chosen', Math.round(ms));
  }

  #dragged(event: PointerEvent) {
    return this.writes && this.#from !== undefined && Math.abs(event.clientX - this.#from) >= clickPixels;
  }

  #ms(clientX: number, line: DOMRect) {
    return Math.min(1, Math.max(0, (clientX - line.left) / line.width)) * this.lengthMs;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'notes-timeline': NotesTimeline }
}
