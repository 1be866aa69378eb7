import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { position } from '../../Shared/client/times';
import { abouts, kinds, kindWords, type About, type Kind } from './annotation';
import { composerKey, longestNote, type Draft } from './draft';
import { kindShape } from './kind-shape';

/**
 * Always at hand under the conversation. Tells `writing-began` (the page pauses and gives the moment),
 * `note-written`
 * and `writing-dropped`.
 */
@customElement('note-composer')
export class NoteComposer extends PageElement {
  /** Where the playhead is: the moment that a note would take now. */
  @property({ attribute: false }) momentMs = 0;
  /** The moment that the note under way has taken. */
  @property({ attribute: false }) takenMs: number | undefined;
  @state() private kind: Kind = 'noticed';
  @state() private about: About | undefined;
  @state() private writing = false;
  @query('textarea') private box!: HTMLTextAreaElement;

  get hasWords() { return !!this.box?.value.trim(); }

  write() { this.box.focus(); }

  protected override render() {
    const at = position(this.takenMs ?? this.momentMs);
    return html`
      <form ?data-writing=${this.writing}
        @submit=${(event: Event) => { event.preventDefault(); this.#send(); }}>
        <label for="note-text">Your note at <span class="time">${at}</span></label>
        ${this.#elsewhere()}
        <textarea id="note-text" rows="1" maxlength=${longestNote} placeholder="What do you see here?"
          @input=${() => this.#typed()} @keydown=${(event: KeyboardEvent) => this.#key(event)}></textarea>
        <div class="about-the-note">
          <fieldset class="choices kinds">
            <legend class="heard-only">Kind of note</legend>
            ${kinds.map(kind => html`<label class="kind ${kind}">
              <input type="radio" name="kind" value=${kind} .checked=${this.kind === kind}
                @change=${() => { this.kind = kind; }}>${kindShape(kind)} ${kindWords[kind]}</label>`)}
          </fieldset>
          <fieldset class="choices about">
            <legend class="heard-only">About</legend>
            ${abouts.map(about => html`<label>
              <input type="checkbox" .checked=${this.about === about} @change=${() => {
                this.about = this.about === about ? undefined : about;
              }}><span class="heard-only">about the </span>${about}</label>`)}
          </fieldset>
          <div class="buttons">
            <button class="button main">${icon('send')} Save note</button>
            ${this.writing ? html`<button class="plain quiet" type="button" @click=${() => this.#drop()}>
              Drop it</button>` : nothing}
          </div>
        </div>
      </form>`;
  }

  /** Whoever goes elsewhere while writing may move the note there; it never moves by itself. */
  #elsewhere() {
    if (this.takenMs === undefined || Math.abs(this.takenMs - this.momentMs) < 1000) return nothing;
    return html`<button class="plain move" type="button" @click=${() => this.announce('writing-began', {})}>
      Move it to <span class="time">${position(this.momentMs)}</span></button>`;
  }

  #typed() {
    this.#grow();
    if (this.writing || !this.hasWords) return;
    this.writing = true;
    this.announce('writing-began', {});
  }

  #key(event: KeyboardEvent) {
    const meaning = composerKey(event);
    if (!meaning) return;
    event.preventDefault();
    if (meaning === 'send') this.#send();
    else this.#drop();
  }

  #send() {
    const text = this.box.value.trim();
    if (!text) return this.box.focus();
    const atMs = this.takenMs ?? this.momentMs;
    this.announce<Draft>('note-written', { atMs, kind: this.kind, about: this.about, text });
    this.#empty();
  }

  #drop() {
    this.#empty();
    this.box.blur();
    this.announce('writing-dropped', {});
  }

  #empty() {
    this.box.value = '';
    this.writing = false;
    this.#grow();
  }

  #grow() {
    this.box.style.height = 'auto';
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, 160)}px`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'note-composer': NoteComposer }
}
