import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { position } from '../../Shared/client/times';
import { longestNote, type Kind, type NoteContent } from './annotation';
import { kindChoices, type Choice } from './kind-choices';
import { inShort, isSpan, type Span } from './span';
import { boxKey, grow } from './writing-box';

const sameSecond = (a: number, b: number) => Math.floor(a / 1000) !== Math.floor(b / 1000);

/**
 * Always at hand under the conversation. Tells `writing-began` (the page pauses and gives the moment),
 * `note-written`
 * and `writing-dropped`; and `take-moment`, `take-end`, `take-no-end` to move the note under way.
 */
@customElement('note-composer')
export class NoteComposer extends PageElement {
  /** Where the playhead is: the moment that a note would take now. */
  @property({ attribute: false, hasChanged: sameSecond }) momentMs = 0;
  /** The moment or span that the note under way has taken. */
  @property({ attribute: false }) taken: Span | undefined;
  @state() private choice: Choice = { kind: 'noticed', about: undefined };
  @state() private writing = false;
  @query('textarea') private box!: HTMLTextAreaElement;

  get hasWords() { return !!this.box?.value.trim(); }

  write() { this.box.focus(); }
  choose(kind: Kind) { this.choice = { ...this.choice, kind }; }

  protected override render() {
    const at = inShort(this.taken ?? { atMs: this.momentMs });
    return html`
      <form ?data-writing=${this.writing || !!this.taken}
        @submit=${(event: Event) => { event.preventDefault(); this.#send(); }}>
        <div class="take">
          <label for="note-text">Your note at <span class="time">${at}</span></label>
          ${this.#elsewhere()}
        </div>
        <textarea id="note-text" rows="1" maxlength=${longestNote} placeholder="What do you see here?"
          @input=${() => this.#typed()} @keydown=${(event: KeyboardEvent) => this.#key(event)}></textarea>
        <div class="about-the-note">
          ${kindChoices(this.choice, 'new', choice => { this.choice = choice; })}
          <div class="buttons">
            <button class="button main">${icon('send')} Save note</button>
            ${this.writing || this.taken
              ? html`<button class="plain quiet" type="button" @click=${() => this.#drop()}>Drop it</button>`
              : nothing}
          </div>
        </div>
      </form>`;
  }

  /** Whoever goes elsewhere while writing may move or end the note there; it never moves by itself. */
  #elsewhere() {
    const taken = this.taken;
    if (!taken) return nothing;
    const here = html`<span class="time">${position(this.momentMs)}</span>`;
    const button = (tell: string, words: unknown) => html`
      <button class="plain" type="button" @click=${() => this.announce(tell, {})}>${words}</button>`;
    const away = Math.abs((taken.untilMs ?? taken.atMs) - this.momentMs) >= 1000;
    return html`
      ${isSpan(taken) ? button('take-no-end', 'Make it a moment') : nothing}
      ${away && this.momentMs >= taken.atMs + 1000 ? button('take-end', html`Until ${here}`) : nothing}
      ${away && !isSpan(taken) ? button('take-moment', html`Move it to ${here}`) : nothing}`;
  }

  #typed() {
    grow(this.box);
    if (this.writing || !this.hasWords) return;
    this.writing = true;
    this.announce('writing-began', {});
  }

  #key(event: KeyboardEvent) {
    const meaning = boxKey(event);
    if (!meaning) return;
    event.preventDefault();
    if (meaning === 'send') this.#send();
    else this.#drop();
  }

  #send() {
    const text = this.box.value.trim();
    if (!text) return this.box.focus();
    const { atMs, untilMs } = this.taken ?? { atMs: this.momentMs };
    const { kind, about } = this.choice;
    this.announce<NoteContent>('note-written',
      { atMs, ...(untilMs != null ? { untilMs } : {}), kind, ...(about ? { about } : {}), text });
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
    grow(this.box);
  }
}

declare global {
  interface HTMLElementTagNameMap { 'note-composer': NoteComposer }
}
