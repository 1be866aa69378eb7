import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { longestNote, type NoteContent } from './annotation';
import type { Note } from './conversation';
import { kindChoices, type Choice } from './kind-choices';
import { inShort, isSpan } from './span';
import { boxKey, grow } from './writing-box';

/** One's own note, changed in its place. Tells `note-changed` (its content), `text-dropped` and more. */
@customElement('note-editor')
export class NoteEditor extends PageElement {
  @property({ attribute: false }) note!: Note;
  @state() private choice!: Choice;
  @state() private asMoment = false;
  @query('textarea') private box!: HTMLTextAreaElement;
  #typing = false;

  get hasWords() { return !!this.box && this.box.value.trim() !== this.note.text.trim(); }

  override connectedCallback() {
    super.connectedCallback();
    this.choice = { kind: this.note.kind, about: this.note.about ?? undefined };
  }

  protected override firstUpdated() {
    this.box.value = this.note.text;
    grow(this.box);
    this.box.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: 'nearest' });
  }

  protected override render() {
    const where = this.asMoment ? { atMs: this.note.atMs } : this.note;
    return html`<form @submit=${(event: Event) => { event.preventDefault(); this.#save(); }}>
      <textarea rows="1" maxlength=${longestNote} aria-label="Change your note at ${inShort(where)}"
        @input=${() => this.#typed()} @keydown=${(event: KeyboardEvent) => this.#key(event)}></textarea>
      ${isSpan(where) ? html`<p class="small muted">From <span class="time">${inShort(where)}</span>
        <button class="plain" type="button" @click=${() => { this.asMoment = true; }}>
          Make it a moment</button></p>` : nothing}
      ${kindChoices(this.choice, this.note.id, choice => { this.choice = choice; })}
      <div class="buttons">
        <button class="button">${icon('check')} Save</button>
        <button class="plain quiet" type="button" @click=${() => this.#drop()}>Leave it as it was</button>
      </div>
    </form>`;
  }

  #typed() {
    grow(this.box);
    if (this.#typing) return;
    this.#typing = true;
    this.announce('typing-began', {});
  }

  #key(event: KeyboardEvent) {
    const meaning = boxKey(event);
    if (!meaning) return;
    event.preventDefault();
    if (meaning === 'send') this.#save();
    else this.#drop();
  }

  #save() {
    const text = this.box.value.trim();
    if (!text) return this.box.focus();
    const { atMs, untilMs, draft } = this.note;
    const { kind, about } = this.choice;
    const until = untilMs != null && !this.asMoment ? { untilMs } : {};
    this.announce<NoteContent>('note-changed',
      { atMs, ...until, kind, ...(about ? { about } : {}), text, ...(draft ? { draft } : {}) });
  }

  #drop() { this.announce('text-dropped', {}); }
}

declare global {
  interface HTMLElementTagNameMap { 'note-editor': NoteEditor }
}
