import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { longestReply } from './annotation';
import { boxKey, grow } from './writing-box';

/**
 * A small box in the list, for a reply or an edit of one. Tells `text-written` (the text), `text-dropped`,
 * and `typing-began` so that the picture waits.
 */
@customElement('text-writer')
export class TextWriter extends PageElement {
  @property() label = '';
  @property() value = '';
  @property() save = 'Send';
  @query('textarea') private box!: HTMLTextAreaElement;
  #typing = false;

  /** Something was written here that is not yet sent. */
  get hasWords() { return !!this.box && this.box.value.trim() !== this.value.trim(); }

  protected override firstUpdated() {
    this.box.value = this.value;
    grow(this.box);
    this.box.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: 'nearest' });
  }

  protected override render() {
    return html`<form @submit=${(event: Event) => { event.preventDefault(); this.#send(); }}>
      <textarea rows="1" maxlength=${longestReply} aria-label=${this.label} @input=${() => this.#typed()}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}></textarea>
      <div class="buttons">
        <button class="button">${icon('send')} ${this.save}</button>
        <button class="plain quiet" type="button" @click=${() => this.#drop()}>Drop it</button>
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
    if (meaning === 'send') this.#send();
    else this.#drop();
  }

  #send() {
    const text = this.box.value.trim();
    if (!text) return this.box.focus();
    if (!this.hasWords) return this.#drop();
    this.announce('text-written', text);
  }

  #drop() { this.announce('text-dropped', {}); }
}

declare global {
  interface HTMLElementTagNameMap { 'text-writer': TextWriter }
}
