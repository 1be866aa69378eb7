import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { abouts, kinds, kindWords, type Author } from './annotation';
import { kindShape } from './kind-shape';
import { asksForSomething, everything, toggled, type Filter } from './note-filter';

/** Which notes are shown, by kind, person and whom they are about; tells `filter-changed`. */
@customElement('filter-bar')
export class FilterBar extends PageElement {
  @property({ attribute: false }) people: Author[] = [];
  @property({ attribute: false }) filter: Filter = everything;
  @property({ attribute: false }) shown = 0;
  @property({ attribute: false }) hiddenCount = 0;
  /** Whether there are notes that others do not see. */
  @property({ type: Boolean }) unshared = false;
  @property() me = '';
  @state() private open = false;

  protected override render() {
    if (this.shown + this.hiddenCount === 0 && !asksForSomething(this.filter)) return nothing;
    return html`
      <button class="plain quiet" type="button" aria-expanded=${this.open} aria-controls="filter-choices"
        @click=${() => { this.open = !this.open; }}>${icon('list-filter')} Filter</button>
      <div id="filter-choices" ?hidden=${!this.open}>${this.open ? this.#choices() : nothing}</div>
      <p class="small filtered" role="status">${asksForSomething(this.filter) ? this.#hides() : nothing}</p>`;
  }

  #hides() {
    return html`${this.shown} of ${this.shown + this.hiddenCount} shown, ${this.hiddenCount} hidden.
      <button class="plain" type="button" @click=${this.#showAll}>Show all</button>`;
  }

  #choices() {
    const { filter } = this;
    return html`
      <fieldset class="choices"><legend class="heard-only">Kinds</legend>
        ${kinds.map(kind => this.#chip(filter.kinds.includes(kind),
          html`${kindShape(kind)} ${kindWords[kind]}`, { kinds: toggled(filter.kinds, kind) },
          `kind ${kind}`))}
        ${this.#chip(filter.open, 'Open questions', { open: !filter.open })}
        ${this.unshared || filter.unshared
          ? this.#chip(filter.unshared, 'Only mine to see', { unshared: !filter.unshared }) : nothing}
      </fieldset>
      <fieldset class="choices"><legend class="heard-only">About</legend>
        ${abouts.map(about => this.#chip(filter.abouts.includes(about), about,
          { abouts: toggled(filter.abouts, about) }))}
      </fieldset>
      ${this.people.length < 2 ? nothing : html`
        <fieldset class="choices"><legend class="heard-only">People</legend>
          ${this.people.map(({ id, name }) => this.#chip(filter.people.includes(id),
            id === this.me ? 'You' : name, { people: toggled(filter.people, id) }))}
        </fieldset>`}`;
  }

  #chip(on: boolean, words: unknown, change: Partial<Filter>, style = '') {
    return html`<label class=${style}><input type="checkbox" .checked=${on}
      @change=${() => this.#change({ ...this.filter, ...change })}>${words}</label>`;
  }

  // The button goes with what was hidden; the way on from there is the filter.
  readonly #showAll = () => {
    this.#change(everything);
    this.querySelector('button')?.focus();
  };

  #change(filter: Filter) { this.announce('filter-changed', filter); }
}

declare global {
  interface HTMLElementTagNameMap { 'filter-bar': FilterBar }
}
