import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { kindWords } from './annotation';
import type { Note } from './conversation';
import { kindShape } from './kind-shape';
import { lanesOf, nearest, partOf, type Lane } from './lanes';
import { position } from '../../Shared/client/times';

/**
 * Where the notes are, one lane a person, under the player's line. For eyes and pointers: the list of
 * notes beside
 * it says the same to everybody and is the way by keyboard.
 */
@customElement('notes-timeline')
export class NotesTimeline extends PageElement {
  @property({ attribute: false }) notes: Note[] = [];
  @property({ attribute: false }) lengthMs = 0;
  @property({ attribute: false }) momentMs = 0;
  @property({ attribute: false }) currentId: string | undefined;
  @property() me = '';

  override connectedCallback() {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
  }

  protected override render() {
    if (this.lengthMs === 0) return nothing;
    const lanes = lanesOf(this.notes, this.me);
    if (lanes.length === 0) return nothing;
    return html`<div class="lanes">${lanes.map(lane => this.#lane(lane))}</div>`;
  }

  protected override updated() {
    // Through the object model: the page's policy allows no style attributes.
    for (const mark of this.querySelectorAll<HTMLElement>('[data-at]')) {
      mark.style.left = `${partOf(Number(mark.dataset['at']), this.lengthMs) * 100}%`;
    }
  }

  #lane(lane: Lane) {
    return html`<div class="lane">
      <span class="lane-name">${lane.name}</span>
      <div class="lane-line" @click=${(event: MouseEvent) => this.#clicked(event, lane)}>
        <span class="playhead" data-at=${this.momentMs}></span>
        ${lane.notes.map(note => html`<span class="lane-note" data-at=${note.atMs}
          title="${position(note.atMs)} ${kindWords[note.kind]}: ${note.text.slice(0, 80)}"
          ?data-current=${note.id === this.currentId}>${kindShape(note.kind)}</span>`)}
      </div>
    </div>`;
  }

  #clicked(event: MouseEvent, lane: Lane) {
    const line = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const msPerPixel = this.lengthMs / line.width;
    const ms = (event.clientX - line.left) * msPerPixel;
    const note = nearest(lane.notes, ms, 14 * msPerPixel);
    if (note) this.announce('note-chosen', note);
    else this.announce('moment-chosen', Math.round(ms));
  }
}

declare global {
  interface HTMLElementTagNameMap { 'notes-timeline': NotesTimeline }
}
