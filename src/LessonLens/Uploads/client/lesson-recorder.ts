import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { position } from '../../Shared/client/times';
import { cameras, cameraWords, openCamera, whyNot } from './camera';
import { FilmRecorder } from './film-recorder';
import type { LiveTransfer } from './live-transfer';
import type { Sending } from './sending';
import { safeWords } from './upload-words';

/** A recording that begins: what it is, and what sends it. */
export interface Filming { sending: Sending; live: LiveTransfer }

/** The camera of this device: preview, start, stop. Tells `filming-ended` and `recorder-closed`. */
@customElement('lesson-recorder')
export class LessonRecorder extends PageElement {
  /** Makes ready what takes the film of this type. */
  @property({ attribute: false }) begin!: (type: string) => Filming;
  /** Tries once more to send what was refused. */
  @property({ attribute: false }) again!: (one: Sending) => void;
  @state() private stream: MediaStream | undefined;
  @state() private wrong = '';
  @state() private choices: MediaDeviceInfo[] = [];
  @state() private film: FilmRecorder | undefined;
  @query('video') private preview!: HTMLVideoElement | null;
  #filming: Filming | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  get filming() { return !!this.film; }
  get sending() { return this.#filming?.sending; }

  override connectedCallback() {
    super.connectedCallback();
    void this.#open();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    if (!this.film) this.#close();
  }

  protected override render() {
    if (this.wrong) return html`<div class="message wrong" role="alert">${icon('circle-alert')}<div>
      <p>${this.wrong}</p>
      <div class="buttons">
        ${whyNot() ? nothing : html`<button class="button" type="button" @click=${() => void this.#open()}>
          Try again</button>`}${this.#back()}
      </div></div></div>`;
    return html`<div class="underway recorder">
      <video muted autoplay playsinline aria-label="What the camera sees" ?hidden=${!this.stream}></video>
      ${this.film ? this.#running(this.film) : this.stream ? this.#ready() : html`
        <p role="status">Allow the camera and the microphone when the browser asks.</p>
        <div class="buttons">${this.#back()}</div>`}
    </div>`;
  }

  #ready() {
    return html`
      ${this.choices.length > 1 ? html`<label class="field"><span class="label">Camera</span>
        <select @change=${(event: Event) => void this.#open((event.target as HTMLSelectElement).value)}>
          ${this.choices.map((camera, n) => html`<option value=${camera.deviceId}
            ?selected=${camera.deviceId === this.stream?.getVideoTracks()[0]?.getSettings().deviceId}>
            ${camera.label || `Camera ${n + 1}`}</option>`)}
        </select></label>` : nothing}
      <p class="muted">It is sent while you film, and only you can see it. On a phone, keep the screen on.</p>
      <div class="buttons">
        <button class="button" type="button" @click=${() => this.#start()}>${icon('circle-dot')}
          Start recording</button>${this.#back()}
      </div>`;
  }

  #running(film: FilmRecorder) {
    const { sending, live } = this.#filming!;
    const { safeMs, waitingBytes } = live.pieces;
    const refused = sending.state === 'lost';
    return html`
      <p class="clock"><span class="dot" aria-hidden="true"></span> Recording
        <span class="time" role="timer">${position(film.elapsedMs)}</span></p>
      ${refused ? html`<p class="wrong" role="alert">${sending.refused?.why}</p>` : nothing}
      <p class="muted time">${safeWords(sending.state, safeMs, waitingBytes, position(safeMs))}</p>
      <div class="buttons">
        <button class="button" type="button" @click=${() => film.stop()}>${icon('square')} Stop</button>
        ${refused && sending.refused?.ways.includes('again') ? html`<button class="plain" type="button"
          @click=${() => this.again(sending)}>Try again</button>` : nothing}
      </div>`;
  }

  #back() {
    return html`<button class="plain quiet" type="button"
      @click=${() => this.announce('recorder-closed', {})}>Back</button>`;
  }

  protected override updated() {
    if (this.preview && this.preview.srcObject !== (this.stream ?? null)) {
      this.preview.srcObject = this.stream ?? null;
    }
  }

  async #open(deviceId?: string) {
    this.#close();
    this.wrong = whyNot() ?? '';
    if (this.wrong) return;
    try {
      const stream = await openCamera(deviceId);
      this.stream = stream;
      // Back was chosen while the browser asked.
      if (!this.isConnected) return this.#close();
      this.choices = await cameras();
    } catch (error) {
      this.wrong = cameraWords(error as Error);
    }
  }

  #start() {
    const film = new FilmRecorder(this.stream!, {
      piece: (blob, untilMs) => this.#filming?.live.add(blob, untilMs),
      ended: lengthMs => this.#ended(lengthMs),
    });
    this.#filming = this.begin(film.type);
    film.start();
    this.film = film;
    this.#clock = setInterval(() => this.requestUpdate(), 500);
  }

  #ended(lengthMs: number) {
    clearInterval(this.#clock);
    const { sending, live } = this.#filming!;
    sending.lengthMs = lengthMs;
    this.film = this.stream = this.#filming = undefined;
    live.end();
    this.announce('filming-ended', sending);
  }

  #close() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'lesson-recorder': LessonRecorder }
}
