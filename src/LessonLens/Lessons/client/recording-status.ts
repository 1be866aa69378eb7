import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { send } from '../../Shared/client/http';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { Pace } from './pace';
import { listenToRecordings } from './recording-news';
import { inWords, isOnItsWay, nextStepWords, type NextStep, type Recording, type Words } from './recording';

const lookMs = 5000;

/** Where the recording is on its way, in plain words and with the next step; tells `recording-changed`. */
@customElement('recording-status')
export class RecordingStatus extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @property({ type: Object }) recording!: Recording;
  @property({ type: Boolean }) mine = false;
  @state() private wrong = '';
  @state() private busy = false;
  readonly #pace = new Pace(performance.now());
  #stop: (() => void) | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#pace.heard(this.recording, performance.now());
    // A finished recording has no more news, but its owner may add a new file in another tab.
    this.#stop = listenToRecordings((id, recording) => { if (id === this.lessonId) this.#heard(recording); });
    // The time left runs on, and an upload stops, without any news.
    this.#clock = setInterval(() => { if (isOnItsWay(this.recording)) this.requestUpdate(); }, lookMs);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
    clearInterval(this.#clock);
  }

  protected override render() {
    const words = inWords(this.recording, this.mine, this.#pace.noticed(performance.now()));
    const { state, playable } = this.recording;
    // One live region from the start to the end, so that each next stage is read out.
    return html`<div class=${playable ? 'picture-line small muted' : 'picture-note'} ?hidden=${!words.title}>
      ${playable ? nothing : state === 'failed' ? icon('circle-alert') : icon('film')}
      <p class="say" role="status">${words.title}</p>
      ${playable ? nothing : this.#bar()}
      ${words.progress ? html`<p class="time">${words.progress}</p>` : nothing}
      ${words.more ? html`<p class="muted">${words.more}</p>` : nothing}
      ${this.#wayOn(words)}</div>`;
  }

  #bar() {
    if (!isOnItsWay(this.recording) || this.recording.ahead) return nothing;
    return html`<progress max="1" .value=${this.recording.progress} aria-label="How far it is"></progress>`;
  }

  #wayOn({ next }: Words) {
    if (next.length === 0) return nothing;
    return html`<div class="buttons">${next.map((step, i) => this.#button(step, i === 0))}</div>
      ${this.wrong ? html`<p role="alert" class="wrong">${this.wrong}</p>` : nothing}`;
  }

  /** The first step is the one that helps most. */
  #button(step: NextStep, isFirst: boolean) {
    const look = isFirst ? 'button main' : 'button';
    return step === 'retry'
      ? html`<button class=${look} type="button" ?disabled=${this.busy} @click=${() => void this.#retry()}>
          ${icon('rotate-ccw')} ${nextStepWords[step]}</button>`
      : html`<a class=${look} href="/lessons/new?lesson=${this.lessonId}">${nextStepWords[step]}</a>`;
  }

  #heard(recording: Recording) {
    this.#pace.heard(recording, performance.now());
    this.recording = recording;
    this.announce('recording-changed', recording);
  }

  async #retry() {
    this.busy = true;
    this.wrong = '';
    try {
      await send('POST', `/api/lessons/${this.lessonId}/recording/attempts`);
    } catch (error) {
      this.wrong = (error as Error).message;
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap { 'recording-status': RecordingStatus }
}
