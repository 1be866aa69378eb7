import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { getJson, send } from '../../Shared/client/http';
import { icon } from '../../Shared/client/icon';
import { readersLanguage } from '../../Shared/client/language';
import { PageElement } from '../../Shared/client/page-element';
import type { Focus } from './focus';
import { grantDialog } from './grant-dialog';
import {
  granted, lastDay, namesOf, place, withdrawn, type Grant, type Group, type Person,
} from './grants';

/** Who can see the lesson, and the owner's way to let a colleague in or out. */
@customElement('who-can-see')
export class WhoCanSee extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @property({ type: Array }) colleagues: Person[] = [];
  @property({ type: Array }) groups: Group[] = [];
  @property({ type: Array }) grants: Grant[] = [];
  @state() private said = '';
  @state() private wrong = '';
  /** Just withdrawn, and may be given again as it was. */
  @state() private gone: Grant | undefined;
  @state() private hasQuestion = true;
  @state() private chosen = '';
  @state() private may: Grant['may'] = 'annotate';
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override render() {
    return html`
      <h2>Who can see this lesson</h2>
      ${this.grants.length === 0
        ? html`<p class="with-icon">${icon('lock')} Only you can see this lesson.</p>`
        : html`<ul role="list" class="grants">${this.grants.map(grant => this.#row(grant))}</ul>`}
      <p role="status" class="muted">${this.said}</p>
      ${this.gone ? html`<button class="plain undo" type="button" @click=${() => void this.#giveAgain()}>
        ${icon('rotate-ccw')} Undo</button>` : nothing}
      ${this.wrong ? html`<p role="alert" class="wrong">${this.wrong}</p>` : nothing}
      ${this.#others.length + this.#otherGroups.length === 0 ? nothing : html`
        <button class="button let-in" type="button" @click=${() => void this.#open()}>
          ${icon('user-plus')} Let a colleague see it</button>`}
      ${grantDialog({
        people: this.#others,
        groups: this.#otherGroups,
        group: this.#otherGroups.find(group => group.id === this.chosen),
        asksQuestion: !this.hasQuestion && this.may === 'annotate',
        give: event => void this.#give(event),
        whoChosen: event => { this.chosen = (event.target as HTMLSelectElement).value; },
        mayChosen: event => { this.may = (event.target as HTMLSelectElement).value as Grant['may']; },
        close: () => this.dialog.close(),
      })}`;
  }

  /** Whether there is a question is asked now: it may have been written since the page came. */
  async #open() {
    this.chosen = this.querySelector('select')?.value ?? '';
    this.dialog.showModal();
    const versions = await getJson<Focus[]>(`/api/lessons/${this.lessonId}/focuses`).catch(() => undefined);
    this.hasQuestion = !versions || (versions.at(-1)?.text ?? '') !== '';
  }

  #row(grant: Grant) {
    return html`<li>
      <div>
        <strong><bdi>${grant.name}</bdi></strong>
        <span class="muted"> ${grant.may === 'annotate' ? 'can watch and write notes' : 'can watch'}</span>
        ${grant.isKeptInSchool ? html`<p class="small with-icon">${icon('circle-alert')} Cannot see it for
          now: a pupil of this class must not be recorded, so it stays in your school.</p>` : nothing}
        ${grant.groupId ? html`<p class="small">By this group: ${namesOf(grant.members)}</p>` : nothing}
        <p class="muted small">“<bdi>${grant.reason}</bdi>” Until ${
          lastDay(grant.until, readersLanguage())}.</p>
      </div>
      <button class="plain danger" type="button" @click=${() => void this.#withdraw(grant)}>
        Withdraw<span class="heard-only"> from ${grant.name}</span></button>
    </li>`;
  }

  get #others() {
    return this.colleagues.filter(person => !this.grants.some(grant => grant.personId === person.id));
  }

  get #otherGroups() {
    return this.groups.filter(group => !this.grants.some(grant => grant.groupId === group.id));
  }

  async #give(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const group = this.#otherGroups.find(one => one.id === fields['to']);
    const to = group ?? this.#others.find(one => one.id === fields['to']);
    const question = fields['question']?.trim();
    if (!to) return;
    if (question === '') return form.querySelector('textarea')?.focus();
    this.dialog.close();
    // "Until Friday" means the whole of Friday.
    const until = fields['until'] ? { until: `${fields['until']}T23:59:59Z` } : {};
    const body = { may: fields['may'], reason: fields['reason'], ...until };
    const asked = !question || await this.#try(() =>
      send('PATCH', `/api/lessons/${this.lessonId}`, { focus: question }));
    const where = place(group ? { groupId: group.id } : { personId: to.id });
    if (!asked || !await this.#ask('PUT', where, body)) return;
    this.said = granted(to.name);
    form.reset();
    this.may = 'annotate';
  }

  async #withdraw(grant: Grant) {
    if (!await this.#ask('DELETE', place(grant))) return;
    this.said = withdrawn(grant);
    this.gone = grant;
    // The button went with its row.
    await this.updateComplete;
    this.querySelector<HTMLElement>('.undo')?.focus();
  }

  async #giveAgain() {
    const { may, reason, until, ...grant } = this.gone!;
    if (!await this.#ask('PUT', place(grant), { may, reason, until })) return;
    this.said = granted(grant.name);
    await this.updateComplete;
    this.querySelector<HTMLElement>('.grants button')?.focus();
  }

  #ask(method: string, where: string, body?: unknown) {
    const url = `/api/lessons/${this.lessonId}/grants`;
    return this.#try(async () => {
      await send(method, `${url}/${where}`, body);
      this.grants = await getJson<Grant[]>(url);
    });
  }

  async #try(what: () => Promise<unknown>) {
    this.wrong = this.said = '';
    this.gone = undefined;
    try {
      await what();
      return true;
    } catch (error) {
      this.wrong = (error as Error).message;
      return false;
    }
  }
}
