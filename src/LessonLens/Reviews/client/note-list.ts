import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { position, spokenPosition } from '../../Shared/client/times';
import { kindWords, type Annotation } from './annotation';
import type { Note } from './conversation';
import { kindShape } from './kind-shape';
import { showIn } from './show-in';

/** The notes in the order of the lesson; tells `note-chosen` and `note-dropped`. */
@customElement('note-list')
export class NoteList extends PageElement {
  @property({ attribute: false }) notes: Note[] = [];
  @property({ attribute: false }) currentId: string | undefined;
  @property({ attribute: false }) loaded = false;
  @property() me = '';
  @property({ type: Boolean }) watchable = false;
  @property() may: 'own' | 'annotate' | 'view' = 'view';
  @state() private heard = '';
  /** The list follows the playhead until somebody scrolls it by hand. */
  @state() private following = true;

  /** Notes of others that have just come: said politely, and the focus stays where it is. */
  say(notes: Annotation[]) {
    const others = notes.filter(note => note.author.id !== this.me);
    if (others.length === 1) {
      const [note] = others as [Annotation];
      this.heard = `${note.author.name} at ${spokenPosition(note.atMs)}: ${note.text}`;
    } else if (others.length > 1) {
      this.heard = `${others.length} new notes`;
    }
  }

  override connectedCallback() {
    super.connectedCallback();
    const byHand = () => { if (this.scrollHeight > this.clientHeight) this.following = false; };
    this.addEventListener('wheel', byHand, { passive: true });
    this.addEventListener('touchmove', byHand, { passive: true });
  }

  protected override updated(changed: Map<string, unknown>) {
    const moved = changed.has('currentId') || changed.has('following');
    if (this.following && moved) showIn(this, this.currentId);
  }

  protected override render() {
    return html`
      ${this.following || !this.currentId ? nothing : html`<button class="button back-to-now" type="button"
        @click=${() => { this.following = true; }}>Back to now</button>`}
      <p class="heard-only" role="log" aria-live="polite">${this.heard}</p>
      ${this.notes.length === 0 && this.loaded ? this.#empty() : nothing}
      <ol role="list" class="notes">${repeat(this.notes, note => note.id, note => this.#note(note))}</ol>`;
  }

  #note(note: Note) {
    const now = note.id === this.currentId || nothing;
    return html`<li id="a-${note.id}" class="note ${note.kind}" aria-current=${now}>
      <div class="note-head">
        <button class="plain moment" type="button" @click=${() => this.announce('note-chosen', note)}>
          ${kindShape(note.kind)}
          <span class="heard-only">Go to </span><span class="time">${position(note.atMs)}</span>
        </button>
        <span class="kind-word ${note.kind}">${kindWords[note.kind]}</span>
        <span class="muted">${note.author.name}${note.about ? html` · ${note.about}` : nothing}</span>
        <span class="between"></span>
        ${note.author.id === this.me ? html`<button class="plain quiet round" type="button"
          title="Delete this note" @click=${() => this.announce('note-dropped', note)}>${icon('trash-2')}
          <span class="heard-only">Delete your note at ${position(note.atMs)}</span></button>` : nothing}
      </div>
      <p class="note-text" @click=${() => this.#pictureOf(note)}>${note.text}</p>
      ${note.waiting ? html`<p class="muted small with-icon">${icon('clock')} Not saved yet</p>` : nothing}
    </li>`;
  }

  /** A click on the words goes to the moment too, unless somebody is marking them to copy. */
  #pictureOf(note: Note) {
    if (getSelection()?.isCollapsed ?? true) this.announce('note-chosen', note);
  }

  #empty() {
    return html`<div class="no-notes muted">
      <p>No notes yet.</p>
      <p>${this.#invitation()}</p>
    </div>`;
  }

  #invitation() {
    if (!this.watchable) return 'They are written while watching, as soon as the recording is there.';
    return this.may === 'view'
      ? 'Notes that others write appear here, each at its moment.'
      : 'Play the lesson and start typing when you see something: the picture waits for you.';
  }
}

declare global {
  interface HTMLElementTagNameMap { 'note-list': NoteList }
}
