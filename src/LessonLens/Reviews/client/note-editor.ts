import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { contentOf, kinds, longestNote, type Kind } from './annotation';
import type { Note } from './conversation';
import { strokesIn, type Stroke } from './drawing';
import './drawing-tools';
import { kindChoices, type Choice } from './kind-choices';
import { inShort, isSpan } from './span';
import { WritingElement } from './writing-element';

/** One's own note, changed in its place. Tells `note-changed` (its content), `text-dropped` and more. */
@customElement('note-editor')
export class NoteEditor extends WritingElement {
  @property({ attribute: false }) note!: Note;
  @property({ attribute: false }) openKinds: readonly Kind[] = kinds;
  @state() private choice!: Choice;
  @state() private asMoment = false;
  /** Nothing as long as the drawing stays as it was. */
  @state() private strokes: readonly Stroke[] | undefined;

  override get hasWords() { return super.hasWords || !!this.strokes; }
  protected override get needsWords() { return !this.#drawing; }
  protected override get original() { return this.note.text; }

  override connectedCallback() {
    super.connectedCallback();
    this.choice = { kind: this.note.kind, about: this.note.about ?? undefined };
  }

  protected override firstUpdated() { this.open(); }

  protected override render() {
    const where = this.asMoment ? { atMs: this.note.atMs } : this.note;
    return html`<form @submit=${this.submitted}>
      <textarea rows="1" maxlength=${longestNote} aria-label="Change your note at ${inShort(where)}"
        @input=${this.typed} @keydown=${this.pressed}></textarea>
      ${isSpan(where) ? html`<p class="small muted">From <span class="time">${inShort(where)}</span>
        <button class="plain" type="button" @click=${this.#makeMoment}>
          Make it a moment</button></p>` : nothing}
      ${kindChoices(this.choice, this.note.id, choice => { this.choice = choice; },
        kinds.filter(kind => kind === this.note.kind || this.openKinds.includes(kind)))}
      <drawing-tools .strokes=${this.strokes ?? strokesIn(this.note.drawing)} .atMs=${this.note.atMs}
        @strokes-changed=${(event: CustomEvent<Stroke[]>) => { this.strokes = event.detail; }}
      ></drawing-tools>
      <div class="buttons">
        <button class="button">${icon('check')} Save</button>
        <button class="plain quiet" type="button" @click=${() => this.drop()}>Leave it as it was</button>
      </div>
    </form>`;
  }

  // The button goes with the span; the way on from there is the text.
  readonly #makeMoment = () => { this.asMoment = true; this.box.focus(); };

  protected override send(text: string) {
    const { kind, about } = this.choice;
    const drawing = this.#drawing;
    const untilMs = this.asMoment ? null : this.note.untilMs ?? null;
    this.announce('note-changed',
      contentOf({ ...this.note, untilMs, kind, about: about ?? null, text, drawing }));
  }

  get #drawing() {
    if (!this.strokes) return this.note.drawing;
    return this.strokes.length > 0 ? { strokes: this.strokes } : undefined;
  }

  protected override drop() { this.announce('text-dropped', {}); }
}

declare global {
  interface HTMLElementTagNameMap { 'note-editor': NoteEditor }
}
