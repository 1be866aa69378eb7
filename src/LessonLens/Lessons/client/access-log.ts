import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { getJson } from '../../Shared/client/http';
import { icon } from '../../Shared/client/icon';
import { readersLanguage } from '../../Shared/client/language';
import { PageElement } from '../../Shared/client/page-element';
import { byDay, hours, type Access } from './access';

/** Who saw the lesson and what was done with it, for its owner; the newest first. */
@customElement('access-log')
export class AccessLog extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @state() private entries: Access[] | undefined;
  @state() private earlier: number | undefined;
  @state() private wrong = '';

  override connectedCallback() {
    super.connectedCallback();
    void this.#more();
  }

  protected override render() {
    const url = `/api/lessons/${this.lessonId}/access-log.csv`;
    return html`
      <h2>Who has seen it</h2>
      ${this.wrong ? html`<p role="alert" class="wrong">${this.wrong}</p>` : nothing}
      ${this.entries?.length === 0 ? html`
        <p class="measure">Nobody else has opened this lesson. Whenever somebody does, it stands here: who it
          was and when. Nobody can take a line away, us included.</p>` : nothing}
      ${byDay(this.entries ?? [], readersLanguage()).map(one => html`
        <h3 class="small">${one.day}</h3>
        <ul role="list" class="accesses">${one.entries.map(entry => html`
          <li><span>${entry.says}</span>
            <span class="muted small">${hours(entry, readersLanguage())}</span></li>`)}</ul>`)}
      <div class="buttons">
        ${this.earlier === undefined ? nothing : html`
          <button class="button" type="button" @click=${() => void this.#more()}>Show earlier</button>`}
        <a class="plain quiet" href=${url} download>${icon('download')} All of it as a table, your own visits
          included</a>
      </div>`;
  }

  async #more() {
    this.wrong = '';
    try {
      const from = this.earlier === undefined ? '' : `&before=${this.earlier}`;
      const page = await getJson<{ entries: Access[]; before?: number }>(
        `/api/lessons/${this.lessonId}/access-log?others=true${from}`);
      this.entries = [...this.entries ?? [], ...page.entries];
      this.earlier = page.before;
    } catch (error) {
      this.wrong = (error as Error).message;
    }
  }
}
