import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { getJson, send } from '../../Shared/client/http';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { grantDialog } from './grant-dialog';
import { granted, withdrawn, type Grant, type Person } from './grants';

/** Who can see the lesson, and the owner's way to let a colleague in or out. */
@customElement('who-can-see')
export class WhoCanSee extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @property({ type: Array }) colleagues: Person[] = [];
  @property({ type: Array }) grants: Grant[] = [];
  @state() private said = '';
  @state() private wrong = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override render() {
    return html`
      <h2>Who can see this lesson</h2>
      ${this.grants.length === 0
        ? html`<p class="with-icon">${icon('lock')} Only you can see this lesson.</p>`
        : html`<ul role="list" class="grants">${this.grants.map(grant => this.#row(grant))}</ul>`}
      <p role="status" class="muted">${this.said}</p>
      ${this.wrong ? html`<p role="alert" class="wrong">${this.wrong}</p>` : nothing}
      ${this.#others.length === 0 ? nothing : html`
        <button class="button let-in" type="button" @click=${() => this.dialog.showModal()}>
          ${icon('user-plus')} Let a colleague see it</button>`}
      ${grantDialog(this.#others, event => void this.#give(event), () => this.dialog.close())}`;
  }

  #row(grant: Grant) {
    return html`<li>
      <div>
        <strong>${grant.name}</strong>
        <span class="muted"> ${grant.may === 'annotate' ? 'can watch and write notes' : 'can watch'}</span>
        <p class="muted small">${grant.reason}</p>
      </div>
      <button class="plain danger" type="button" @click=${() => void this.#withdraw(grant)}>
        Withdraw<span class="heard-only"> from ${grant.name}</span></button>
    </li>`;
  }

  get #others() {
    return this.colleagues.filter(person => !this.grants.some(grant => grant.personId === person.id));
  }

  async #give(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const person = this.colleagues.find(one => one.id === fields['person']);
    if (!person) return;
    this.dialog.close();
    // "Until Friday" means the whole of Friday.
    const until = fields['until'] ? { until: `${fields['until']}T23:59:59Z` } : {};
    const body = { may: fields['may'], reason: fields['reason'], ...until };
    if (await this.#ask('PUT', person.id, body)) { this.said = granted(person.name); form.reset(); }
  }

  async #withdraw(grant: Grant) {
    if (!await this.#ask('DELETE', grant.personId)) return;
    this.said = withdrawn(grant.name);
    // The button went with its row; there is somebody to let in now.
    await this.updateComplete;
    this.querySelector<HTMLElement>('.let-in')?.focus();
  }

  async #ask(method: string, personId: string, body?: unknown) {
    const url = `/api/lessons/${this.lessonId}/grants`;
    this.wrong = this.said = '';
    try {
      await send(method, `${url}/${personId}`, body);
      this.grants = await getJson<Grant[]>(url);
      return true;
    } catch (error) {
      this.wrong = (error as Error).message;
      return false;
    }
  }
}
