import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { longestReply } from './annotation';
import { WritingElement } from './writing-element';

/**
 * A small box in the list, for a reply or an edit of one. Tells `text-written` (the text), `text-dropped`,
 * and `typing-began` so that the picture waits.
 */
@customElement('text-writer')
export class TextWriter extends WritingElement {
  @property() label = '';
  @property() value = '';
  @property() save = 'Send';

  protected override get original() { return this.value; }

  protected override firstUpdated() { this.open(); }

  protected override render() {
    return html`<form @submit=${this.submitted}>
      <textarea rows="1" maxlength=${longestReply} aria-label=${this.label}
        @input=${this.typed} @keydown=${this.pressed}></textarea>
      <div class="buttons">
        <button class="button">${icon('send')} ${this.save}</button>
        <button class="plain quiet" type="button" @click=${() => this.drop()}>Drop it</button>
      </div>
    </form>`;
  }

  protected override send(text: string) {
    if (this.hasWords) this.announce('text-written', text);
    else this.drop();
  }

  protected override drop() { this.announce('text-dropped', {}); }
}

declare global {
  interface HTMLElementTagNameMap { 'text-writer': TextWriter }
}
