import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { send } from '../../Shared/client/http';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import type { LookingOrder } from './annotation';
import { heldBackWords, nextWord, stepSentence, withoutOrder } from './looking-words';

/** In which order the lesson is looked at: how it stands, for everybody; its owner chooses it here. */
@customElement('looking-order')
export class LookingOrderElement extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @property() owner = '';
  @property() may: 'own' | 'annotate' | 'view' = 'view';
  @property({ attribute: false }) order: LookingOrder = withoutOrder;
  @state() private open = false;
  @state() private wrong = '';

  protected override render() {
    const { may } = this;
    return html`
      ${may === 'own' ? html`<button class="plain quiet" type="button" aria-expanded=${this.open}
        aria-controls="order-choices" @click=${() => { this.open = !this.open; }}>
        ${icon('list-ordered')} Order</button>` : nothing}
      <div class="order-lines small" role="status">${this.#first()} ${this.#step()}</div>
      ${this.wrong ? html`<p class="wrong small" role="alert">${this.wrong}</p>` : nothing}
      ${may === 'own' ? html`<div id="order-choices" ?hidden=${!this.open}>
        ${this.open ? this.#choices() : nothing}</div>` : nothing}`;
  }

  #choices() {
    const { ownNotesFirst, step } = this.order;
    return html`<div class="choices">
      <label><input type="checkbox" .checked=${live(ownNotesFirst)}
        @change=${() => this.#writeFirst(!ownNotesFirst)}>I want to write my own notes first</label>
      <label><input type="checkbox" .checked=${live(step > 0)}
        @change=${() => this.#goTo(step > 0 ? 0 : 1)}>Look together in three steps</label>
    </div>`;
  }

  #first() {
    if (!this.order.ownNotesFirst || this.may === 'view') return nothing;
    if (this.may !== 'own') {
      return html`<p>${this.owner} writes first, and sees your notes afterwards.</p>`;
    }
    return html`<p>${heldBackWords(this.order.heldBack)}
      <button class="plain" type="button" @click=${() => this.#writeFirst(false)}>
        ${this.order.heldBack.length > 0 ? 'Show them' : 'I have written mine'}</button></p>`;
  }

  #step() {
    const { step } = this.order;
    if (step === 0) return nothing;
    const may = this.may !== 'view';
    return html`<p>${stepSentence(step)}
      ${may && step < 3 ? html`<button class="plain" type="button" @click=${() => this.#goTo(step + 1)}>
        Go on to ${nextWord(step)}</button>` : nothing}
      ${may && step > 1 ? html`<button class="plain quiet" type="button"
        @click=${() => this.#goTo(step - 1)}>Back one step</button>` : nothing}</p>`;
  }

  #writeFirst(on: boolean) {
    return this.#put('own-notes-first', { on }, { ownNotesFirst: on, heldBack: [] });
  }

  #goTo(step: number) { return this.#put('protocol', { step }, { step }); }

  async #put(what: string, body: object, then: Partial<LookingOrder>) {
    this.wrong = '';
    const hadFocus = this.contains(document.activeElement);
    try {
      await send('PUT', `/api/lessons/${this.lessonId}/${what}`, body);
      this.order = { ...this.order, ...then };
      this.announce('order-changed', this.order);
    } catch (error) {
      this.wrong = (error as Error).message;
      // A box that was ticked is as it was.
      this.requestUpdate();
    }
    await this.updateComplete;
    // The button that was pressed may be gone: the way on from there is the first that is left.
    if (hadFocus && !this.contains(document.activeElement)) this.querySelector('button')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap { 'looking-order': LookingOrderElement }
}
