import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { customElement, property, state } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { painted } from '../../Shared/client/painted';
import './note-editor';
import './text-writer';
import { kinds, wordsOf, type Kind } from './annotation';
import type { Fresh, Note, Thread } from './conversation';
import { noteThread, type ListView } from './note-thread';
import { showIn } from './show-in';
import { spoken } from './span';
import { withOpen, type Box } from './with-open';

/**
 * A long conversation is drawn in parts, so that the page answers from the first one on, which fills the
 * screen.
 */
const firstPart = 24;
const partSize = 60;

/**
 * The conversation in the order of the lesson. Tells `note-chosen`, `note-edited`, `note-marked`,
 * `reply-written`, `reply-edited` and `dropped`, and `drawn` with each part of it.
 */
@customElement('note-list')
export class NoteList extends PageElement implements ListView {
  @property({ attribute: false }) threads: readonly Thread[] = [];
  @property({ attribute: false }) newIds: ReadonlySet<string> = new Set();
  @property({ attribute: false }) currentId: string | undefined;
  @property({ attribute: false }) loaded = false;
  /** How many threads there are that the filter hides. */
  @property({ attribute: false }) hiddenCount = 0;
  @property({ attribute: false }) openKinds: readonly Kind[] = kinds;
  @property() me = '';
  /** Whose lesson it is. */
  @property() owner = '';
  @property({ type: Boolean }) watchable = false;
  @property() may: 'own' | 'annotate' | 'view' = 'view';
  @state() copiedId: string | undefined;
  /** How many threads are drawn already. */
  @state() private drawn = firstPart;
  @state() private openBoxes: readonly Box[] = [];
  @state() private heard = '';
  /** The list follows the playhead until somebody scrolls it by hand. */
  @state() private following = true;
  /** The threads, and what has gone while somebody writes in it. */
  #shown: readonly Thread[] = [];

  get writes() { return this.may !== 'view'; }
  get owns() { return this.may === 'own'; }
  get hasWords() {
    // Asked at each step of the playhead, and the list may be long.
    if (this.openBoxes.length === 0) return false;
    const boxes = this.querySelectorAll<HTMLElement & { hasWords: boolean }>('text-writer, note-editor');
    return [...boxes].some(box => box.hasWords);
  }

  isNew(id: string) { return this.newIds.has(id); }
  isOpen(box: Box) { return this.openBoxes.includes(box); }
  open(box: Box) { if (!this.isOpen(box)) this.openBoxes = [...this.openBoxes, box]; }
  tell(event: string, detail: unknown) { this.announce(event, detail); }

  /** The box is gone: the way on from there is the button that opened it. */
  close(box: Box) {
    this.openBoxes = this.openBoxes.filter(one => one !== box);
    this.announce('typing-ended', {});
    const [sort, id] = box.split(' ') as [string, string];
    void this.updateComplete.then(() => {
      const place = this.querySelector(`#a-${CSS.escape(id)}, #r-${CSS.escape(id)}`);
      const opener = place?.querySelector<HTMLElement>(sort === 'reply' ? '.reply' : '.edit');
      (opener ?? this).focus({ preventScroll: true });
    });
  }

  copyLink(event: Event, note: Note) {
    // Where the browser gives no clipboard the link is followed, and stands in the address line.
    if (!navigator.clipboard) return;
    event.preventDefault();
    const { href } = event.currentTarget as HTMLAnchorElement;
    void navigator.clipboard.writeText(href).then(() => {
      this.copiedId = note.id;
      this.heard = 'The link is copied.';
      setTimeout(() => { if (this.copiedId === note.id) this.copiedId = undefined; }, 2000);
    });
  }

  /** What others have just written: said politely, and the focus stays where it is. */
  say({ notes, replies }: Fresh) {
    const said = [
      ...notes.filter(note => note.author.id !== this.me)
        .map(note => `${note.author.name} at ${spoken(note)}: ${wordsOf(note)}`),
      ...replies.filter(reply => reply.author.id !== this.me)
        .map(reply => `${reply.author.name} replied: ${reply.text}`),
    ];
    if (said.length > 0) this.heard = said.length === 1 ? said[0]! : `${said.length} new notes and replies`;
  }

  /** Brings a note into sight, wherever the playhead is. */
  show(id: string) {
    this.following = false;
    this.drawn = Infinity;
    void this.updateComplete.then(() => showIn(this, id));
  }

  override connectedCallback() {
    super.connectedCallback();
    const byHand = () => { if (this.scrollHeight > this.clientHeight) this.following = false; };
    this.addEventListener('wheel', byHand, { passive: true });
    this.addEventListener('touchmove', byHand, { passive: true });
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    const before = changed.get('threads') as Thread[] | undefined;
    const writing = this.openBoxes.length > 0;
    this.#shown = writing ? withOpen(this.#shown, this.threads, box => this.isOpen(box)) : this.threads;
    // Many come into sight at once, as when a filter goes: again the first part does not wait for the rest.
    if (before && !writing && this.threads.length - before.length > firstPart) this.drawn = firstPart;
  }

  protected override updated(changed: Map<string, unknown>) {
    const moved = changed.has('currentId') || changed.has('following') || changed.has('drawn');
    // How high everything is costs the most where it is asked before it is painted.
    if (moved) void painted().then(() => this.#follow());
    if (changed.has('drawn') || changed.has('threads')) this.announce('drawn', {});
    if (this.drawn < this.#shown.length) void painted().then(() => { this.drawn += partSize; });
  }

  #follow() {
    // Nothing moves away under a finger that presses it.
    const stays = this.hasWords || this.matches(':active');
    if (this.following && !stays) showIn(this, this.currentId);
  }

  protected override render() {
    return html`
      ${this.following || !this.currentId ? nothing : html`<button class="button back-to-now" type="button"
        @click=${this.#backToNow}>Back to now</button>`}
      <p class="heard-only" role="log" aria-live="polite">${this.heard}</p>
      ${this.#shown.length === 0 && this.loaded && this.hiddenCount === 0 ? this.#empty() : nothing}
      <ol role="list" class="notes">
        ${repeat(this.#shown.slice(0, this.drawn), one => one.id, one => noteThread(one, this))}</ol>`;
  }

  // The button goes; the way on from there is the list.
  readonly #backToNow = () => {
    this.following = true;
    this.focus({ preventScroll: true });
  };

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
