import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { position } from '../../Shared/client/times';
import type { PersonHere } from './room-connection';
import type { Together } from './together';

const first = (person: { name: string } | undefined) => person?.name.split(' ')[0] ?? 'Somebody';

/**
 * Says how people watch together, while somebody else is here. Tells `browse-alone`, `rejoin`, `take-wheel`,
 * `give-wheel` (to whom; nobody is everybody), `ask-for-wheel` and `watch-along`.
 */
@customElement('together-bar')
export class TogetherBar extends PageElement {
  @property({ attribute: false }) together: Together | undefined;
  @property({ attribute: false }) refused = '';
  /** Somebody would like to drive. */
  @property({ attribute: false }) asks: { personId: string; name: string } | undefined;
  @state() private rejoinAt = '';
  @state() private hasAsked = false;

  /** The others' place runs on while this person browses. */
  tick() {
    const { together } = this;
    this.rejoinAt = together && !together.following ? position(together.sharedMs ?? 0) : '';
  }

  protected override willUpdate() {
    const { together } = this;
    if (together?.driver !== together?.me) this.asks = undefined;
    if (together?.mayDrive) this.hasAsked = false;
  }

  protected override render() {
    const { together } = this;
    if (!together || together.others.length === 0) return nothing;
    const { others, following } = together;
    const loading = following && others.find(person => person.loading);
    return html`<div class="together">
      <p class="together-words" role="status">${following ? this.#words(together) : html`
        You are browsing on your own.`}
        ${loading ? html` <span class="muted">${first(loading)} is loading…</span>` : nothing}</p>
      <div class="buttons">${this.#buttons(together)}</div>
      ${this.#asked(together)}
      <p class="refused" role="alert">${this.refused}</p>
    </div>`;
  }

  #words({ others, driver, me }: Together) {
    if (driver === me) return 'You are driving.';
    if (driver) return `${first(others.find(one => one.personId === driver))} is driving.`;
    const along = others.filter(person => person.following);
    const is = others.length > 1 ? 'are' : 'is';
    if (along.length === 0) return `${names(others)} ${is} here, browsing alone.`;
    return `You and ${names(along)} are watching together.`;
  }

  #buttons({ following, needsTouch, driver, me, others }: Together) {
    if (!following) {
      return this.#button('rejoin', icon('users'), html`
        Rejoin at <span class="time">${this.rejoinAt}</span>`);
    }
    if (needsTouch) return this.#button('watch-along', icon('play'), 'Watch along', 'main');
    return html`
      ${driver === me ? html`
        ${others.length === 1 && !this.asks
          ? this.#button('give-wheel', icon('hand'), `Hand over to ${first(others[0])}`,
          '', others[0]!.personId) : nothing}
        ${this.#button('give-wheel', icon('users'), others.length > 1 ? 'Let all drive' : 'Let both drive')}`
      : driver ? html`<button class="button" type="button" ?disabled=${this.hasAsked} @click=${this.#ask}>
          ${icon('hand')} ${this.hasAsked ? 'Asked' : 'Ask to drive'}</button>`
      : this.#button('take-wheel', icon('hand'), 'Let me drive')}
      ${this.#button('browse-alone', icon('log-out'), 'Browse on my own', 'quiet plain')}`;
  }

  #asked({ driver, me }: Together) {
    if (!this.asks || driver !== me) return nothing;
    const { personId } = this.asks;
    return html`<div class="asks" role="alert">
      <p>${first(this.asks)} would like to drive.</p>
      <div class="buttons">
        <button class="button main" type="button" @click=${() => this.#answer(personId)}>
          Hand over to ${first(this.asks)}</button>
        <button class="plain" type="button" @click=${() => this.#answer(undefined)}>Not now</button>
      </div></div>`;
  }

  #answer(to: string | undefined) {
    this.asks = undefined;
    if (to) this.announce('give-wheel', to);
  }

  readonly #ask = () => {
    this.hasAsked = true;
    this.announce('ask-for-wheel', '');
  };

  #button(tell: string, sign: unknown, words: unknown, look = '', detail = '') {
    return html`<button class=${look.includes('plain') ? look : `button ${look}`} type="button"
      @click=${() => this.announce(tell, detail)}>${sign} ${words}</button>`;
  }
}

const names = (people: PersonHere[]) => new Intl.ListFormat('en-GB').format(people.map(first));

declare global {
  interface HTMLElementTagNameMap { 'together-bar': TogetherBar }
}
