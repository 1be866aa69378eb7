import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { day, parseDay } from '../../Shared/client/dates';
import { getJson, send } from '../../Shared/client/http';
import { icon } from '../../Shared/client/icon';
import { readersLanguage } from '../../Shared/client/language';
import { PageElement } from '../../Shared/client/page-element';
import { earlier, longestFocus, restated, type Focus } from './focus';

/** The owner's question above the conversation: how it stands and how it stood; its owner may restate it. */
@customElement('lesson-focus')
export class LessonFocus extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @property() owner = '';
  @property({ type: Boolean }) mine = false;
  @property({ type: Array }) versions: Focus[] = [];
  @state() private writing = false;
  @state() private wrong = '';
  @state() private heard = '';
  /** What stood there when one began to write. */
  @state() private begunFrom = '';
  @query('textarea') private box!: HTMLTextAreaElement | null;
  #saving = false;

  /** Something was written here that is not yet saved. */
  get hasWords() { return !!this.box && this.box.value.trim() !== this.begunFrom; }

  /** There are that many versions now; those that are missing here are fetched. */
  async told(version: number) {
    // What is being saved here is fetched afterwards anyway.
    if (version <= this.#version || this.#saving) return;
    const before = this.#now;
    // Without a line the next news tells it again.
    await this.#fetch().catch(() => {});
    if (this.#now === before) return;
    this.heard = this.#now ? `The question is now: ${this.#now}` : 'The question was taken away.';
  }

  get #version() { return this.versions.at(-1)?.version ?? 0; }
  get #now() { return this.versions.at(-1)?.text ?? ''; }

  protected override render() {
    const before = earlier(this.versions);
    return html`<p class="heard-only" role="status">${this.heard}</p>
      ${!this.mine && !this.#now && before.length === 0 ? nothing : this.#all(before)}`;
  }

  #all(before: Focus[]) {
    return html`
      <div class="focus-head">
        <h2>${this.mine ? 'Your question' : `${this.owner}’s question`}</h2>
        ${this.mine && !this.writing ? html`<button class="plain quiet restate" type="button"
          @click=${() => this.#begin()}>${icon('pencil')} ${this.#now ? 'Restate it' : 'Write it'}
        </button>` : nothing}
      </div>
      ${this.writing ? this.#form() : this.#question()}
      ${before.length === 0 ? nothing : html`<details class="small">
        <summary>${restated(before.length)}</summary>
        <ol role="list" class="before">${before.map(one => html`<li>
          <p class="focus-question">${one.text}</p>
          <p class="muted">${day(parseDay(one.writtenAt), readersLanguage())}</p></li>`)}</ol>
      </details>`}`;
  }

  #question() {
    if (this.#now) return html`<p class="focus-question">${this.#now}</p>`;
    return html`<p class="muted">
      ${this.mine ? 'What would you like to find out with this lesson?'
        : 'There is none at the moment.'}</p>`;
  }

  #form() {
    return html`<form @submit=${(event: Event) => { event.preventDefault(); void this.#save(); }}>
      ${this.#now === this.begunFrom ? nothing : html`<p class="small muted">
        It was restated meanwhile: <span class="focus-question">${this.#now || 'taken away'}</span></p>`}
      <textarea rows="3" maxlength=${longestFocus} aria-label="Your question"
        @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape') this.#end(); }}></textarea>
      ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
      <div class="buttons">
        <button class="button">${icon('check')} Save</button>
        <button class="plain quiet" type="button" @click=${() => this.#end()}>Leave it as it was</button>
      </div>
    </form>`;
  }

  #begin() {
    this.writing = true;
    this.begunFrom = this.#now;
    void this.updateComplete.then(() => {
      if (!this.box) return;
      this.box.value = this.begunFrom;
      this.box.focus();
    });
  }

  #end() {
    this.writing = false;
    this.wrong = '';
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.restate')?.focus());
  }

  async #save() {
    this.#saving = true;
    try {
      if (this.hasWords) {
        await send('PATCH', `/api/lessons/${this.lessonId}`, { focus: this.box!.value.trim() });
        await this.#fetch();
      }
      this.#end();
    } catch (error) {
      this.wrong = (error as Error).message;
    } finally {
      this.#saving = false;
    }
  }

  async #fetch() {
    const versions = await getJson<Focus[]>(`/api/lessons/${this.lessonId}/focuses`);
    // Of two answers the later version counts, in whatever order they come.
    if ((versions.at(-1)?.version ?? 0) >= this.#version) this.versions = versions;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'lesson-focus': LessonFocus }
}
