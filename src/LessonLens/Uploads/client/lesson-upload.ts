import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { percent } from '../../Lessons/client/recording';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { Estimate, timeLeft } from '../../Shared/client/time-left';
import { Awake } from './awake';
import { Transfer, type TransferState } from './transfer';
import { isTheSame, offer, otherFile, type Unfinished } from './unfinished';
import { fileSize } from './file-size';
import { stateWords } from './upload-words';

/**
 * Takes a file and brings it to the lesson. Tells `file-picked` with the file: the page answers by
 * calling `begin`
 * with the lesson. Tells `upload-done` when the last byte is in.
 */
@customElement('lesson-upload')
export class LessonUpload extends PageElement {
  @property({ attribute: false }) unfinished: Unfinished | undefined;
  @state() private file: File | undefined;
  @state() private state: TransferState | 'nothing' | 'other' = 'nothing';
  @state() private why: string | undefined;
  @state() private bytes = 0;
  @state() private healed = false;
  @query('input[type=file]') private picker!: HTMLInputElement;
  readonly #estimate = new Estimate();
  readonly #awake = new Awake();
  readonly #transfer = new Transfer({
    state: (state, why) => this.#become(state, why),
    progress: bytes => {
      this.bytes = bytes;
      this.#estimate.arrived(bytes, performance.now());
    },
  });

  get busy() { return this.state === 'going' || this.state === 'waiting' || this.state === 'paused'; }
  get done() { return this.state === 'done'; }

  begin(lessonId: string) {
    if (!this.file) return;
    const url = this.unfinished && isTheSame(this.unfinished, this.file) ? this.unfinished.url : undefined;
    void this.#transfer.start(this.file, lessonId, url);
  }

  protected override render() {
    return html`
      <input type="file" id="recording" class="heard-only"
        accept="video/*,.mkv,.mov,.mp4,.m4v,.webm,.avi,.mts" aria-label="The recording"
        @change=${() => this.#pick(this.picker.files?.[0])} tabindex="-1">
      ${this.file && this.state !== 'nothing' ? this.#underway(this.file) : this.#invitation()}`;
  }

  #invitation() {
    return html`<div class="drop" @dragover=${(event: DragEvent) => event.preventDefault()}
        @drop=${(event: DragEvent) => { event.preventDefault(); this.#pick(event.dataTransfer?.files[0]); }}>
      ${this.unfinished ? html`<p><strong>${offer(this.unfinished)}</strong></p>` : nothing}
      <button class="button" type="button" @click=${() => this.picker.click()}>${icon('upload')}
        ${this.unfinished ? 'Choose the file' : 'Choose the recording'}</button>
      <p class="hint">or drop it here. It starts to upload at once, and only you can see it.</p>
    </div>`;
  }

  #underway(file: File) {
    if (this.state === 'other') return this.#question(file, this.unfinished!);
    const part = file.size > 0 ? this.bytes / file.size : Number(this.done);
    const left = this.state === 'going' ? ` · ${timeLeft(this.#estimate.remainingMs(file.size))}` : '';
    return html`<div class="underway">
      <p class="file"><strong>${file.name}</strong> <span class="muted">${fileSize(file.size)}</span></p>
      <progress max="1" .value=${part} aria-label="How much has arrived"></progress>
      <p class="time">${this.done ? 'All of it has arrived.' : html`${percent(part)}${left}`}</p>
      <p role="status" class="muted">${stateWords(this.state as TransferState, this.healed, this.why)}</p>
      <div class="buttons">${this.#buttons()}</div>
    </div>`;
  }

  #question(file: File, unfinished: Unfinished) {
    return html`<div class="underway" role="alert">
      <p>${otherFile(unfinished, file)}</p>
      <div class="buttons">
        <button class="button" type="button" @click=${() => this.#again()}>Choose again</button>
        <button class="button danger" type="button"
          @click=${() => this.announce('file-replaced', unfinished)}>Start with this one</button>
      </div></div>`;
  }

  #buttons() {
    const button = (label: string, does: () => void, look = 'button') =>
      html`<button class=${look} type="button" @click=${does}>${label}</button>`;
    const cancel = button('Cancel', () => void this.#cancel(), 'plain quiet');
    if (this.state === 'paused') return [button('Go on', () => this.#transfer.goOn()), cancel];
    if (this.busy) return [button('Pause', () => void this.#transfer.pause()), cancel];
    return this.state === 'lost' ? button('Choose the file again', () => this.#again()) : nothing;
  }

  #pick(file: File | undefined) {
    if (!file) return;
    this.file = file;
    this.bytes = 0;
    this.state = 'paused';
    if (this.unfinished && !isTheSame(this.unfinished, file)) this.state = 'other';
    else this.announce('file-picked', file);
  }

  /** The page has let go of what stopped: the picked file goes alone. */
  replace() {
    this.unfinished = undefined;
    this.#pick(this.file);
  }

  #again() {
    if (this.state === 'lost') this.unfinished = undefined;
    this.state = 'nothing';
    this.picker.value = '';
    this.picker.click();
  }

  async #cancel() {
    await this.#transfer.cancel();
    this.unfinished = undefined;
    this.file = undefined;
    this.state = 'nothing';
    this.picker.value = '';
  }

  #become(state: TransferState, why?: string) {
    this.healed = state === 'going' && (this.state === 'waiting' || this.healed);
    if (state !== 'going') this.#estimate.reset();
    this.state = state;
    this.why = why;
    if (state === 'going') this.#awake.keep();
    else void this.#awake.letGo();
    if (state === 'done') this.announce('upload-done', {});
  }
}

declare global {
  interface HTMLElementTagNameMap { 'lesson-upload': LessonUpload }
}
