import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { initials } from '../../Shared/client/initials';
import type { PersonHere } from './room-connection';

/** The faces of those who have this lesson open now. */
@customElement('who-is-here')
export class WhoIsHere extends PageElement {
  @property({ attribute: false }) people: PersonHere[] = [];
  @property() me = '';
  @state() private said = '';

  override willUpdate(changed: Map<string, unknown>) {
    const before = changed.get('people') as PersonHere[] | undefined;
    if (!before) return;
    const came = this.#others(this.people).filter(one => !before.some(had => had.personId === one.personId));
    const left = this.#others(before).filter(one => !this.people.some(has => has.personId === one.personId));
    const news = [...came.map(one => `${one.name} is here.`), ...left.map(one => `${one.name} has left.`)];
    this.said = news.join(' ');
  }

  protected override render() {
    const others = this.#others(this.people);
    return html`
      <span class="heard-only" role="status">${this.said}</span>
      ${others.length === 0 ? nothing : html`<ul role="list" class="faces" aria-label="Also here now">
        ${others.map(person => html`<li class="here" ?data-driving=${person.driving}
          ?data-apart=${!person.following}>
          <span class="face" aria-hidden="true">${initials(person.name)}</span>
          <span class="here-name">${person.name.split(' ')[0]}<span class="heard-only">
            ${how(person)}</span></span>
        </li>`)}
      </ul>`}`;
  }

  #others(people: PersonHere[]) {
    return people.filter(person => person.personId !== this.me);
  }
}

const how = ({ driving, following }: PersonHere) =>
  driving ? 'is driving' : following ? 'is here' : 'is browsing alone';

declare global {
  interface HTMLElementTagNameMap { 'who-is-here': WhoIsHere }
}
