import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { FrameClock } from './frame-clock';
import { playerLayout } from './player-layout';
import { nextSpeed } from './speeds';
import { openStream, warmUp } from './stream';

/**
 * The picture and its controls. Tells `moment-changed`, `playing-changed`, `length-known` and `hovered`; is
 * told where to go.
 */
@customElement('lesson-player')
export class LessonPlayer extends PageElement {
  @property() src = '';
  @property() poster = '';
  @property({ type: Boolean }) playable = false;
  /** Where the loudness along the recording is told. */
  @property() peaks = '';
  /** Everything that is made of the recording is there. */
  @property({ type: Boolean }) complete = false;
  /** What lies over the picture. */
  @property({ attribute: false }) over: unknown = nothing;
  @state() private ended = '';
  /** The first picture is there. */
  @state() private shows = false;
  @state() private speed = 1;
  @state() private heard = '';
  @query('video') private video!: HTMLVideoElement | null;

  readonly #clock = new FrameClock();
  #close: (() => void) | undefined;
  #startAtMs: number | undefined;

  get playing() { return !!this.video && !this.video.paused && !this.video.ended; }
  get momentMs() { return this.video ? this.#clock.momentMs(this.video.currentTime) : 0; }
  get lengthMs() {
    const seconds = this.video?.duration ?? Number.NaN;
    return Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0;
  }

  /** The size of the picture in its own pixels; 0 as long as there is none. */
  get picture() { return { width: this.video?.videoWidth ?? 0, height: this.video?.videoHeight ?? 0 }; }

  play() { void this.video?.play().catch(() => { /* The browser wants a touch first. */ }); }
  pause() { this.video?.pause(); }
  toggle() { if (this.playing) this.pause(); else this.play(); }
  changeSpeed(step: 1 | -1) {
    this.#setSpeed(nextSpeed(this.speed, step));
    // Whoever used the keys has not heard it from the list of speeds.
    this.heard = `Speed ${this.speed}`;
  }
  step(frames: number) { this.pause(); this.goTo(this.momentMs + frames * this.#clock.frameMs); }

  goTo(ms: number) {
    const video = this.video;
    if (!video || video.readyState === HTMLMediaElement.HAVE_NOTHING) this.#startAtMs = ms;
    else video.currentTime = this.#clock.aim(Math.max(0, ms), video.duration);
  }

  /** Pauses, and answers with the moment of the picture that stays on the screen. */
  async hold() {
    this.pause();
    // The last frame may still be on its way to the screen.
    await new Promise(resolve => setTimeout(resolve, this.video?.requestVideoFrameCallback ? 60 : 0));
    return this.momentMs;
  }

  protected override render() {
    if (!this.playable) return nothing;
    if (this.ended) return html`<div class="picture-note" role="alert"><p>${this.ended}</p></div>`;
    const { poster, speed, lengthMs, peaks, shows, complete, over } = this;
    const shown = { poster, speed, lengthMs, peaks, shows, complete, over };
    return html`${playerLayout(shown, {
      metadata: () => this.#lengthKnown(),
      picture: () => { this.shows = true; },
      playing: () => this.announce('playing-changed', true),
      paused: () => this.announce('playing-changed', false),
      moved: () => this.#moved(),
      seeking: () => this.#clock.forget(),
      speed: rate => this.#setSpeed(rate),
      hovered: event => this.#hovered(event),
      left: () => this.announce('hovered', undefined),
    })}
    <p class="heard-only" role="status">${this.heard}</p>`;
  }

  protected override updated(changed: PropertyValues<this>) {
    if (!changed.has('playable') || !this.playable || !this.video) return;
    void this.#open(this.video);
    void this.#takeControlsAlong();
    this.#watchFrames(this.video);
  }

  override connectedCallback() {
    super.connectedCallback();
    // Also while there is nothing to play yet: when there is, not a second is lost.
    void import('./controls');
    void warmUp();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#close?.();
  }

  async #open(video: HTMLVideoElement) {
    this.#close = await openStream(video, this.src, {
      ended: sentence => { this.#close?.(); this.ended = sentence; },
    });
  }

  /** The controls stand under the picture and not in it, so full screen means both. */
  async #takeControlsAlong() {
    await import('./controls');
    const controller = this.querySelector<HTMLElement & { fullscreenElement?: Element }>('media-controller');
    const player = this.querySelector('.player');
    if (controller && player) controller.fullscreenElement = player;
  }

  #lengthKnown() {
    if (this.#startAtMs !== undefined) {
      const ms = this.#startAtMs;
      this.#startAtMs = undefined;
      this.goTo(ms);
    }
    this.requestUpdate();
    this.announce('length-known', this.lengthMs);
  }

  #setSpeed(speed: number) {
    this.speed = speed;
    // Also what a stream that is opened anew begins with.
    if (this.video) this.video.defaultPlaybackRate = this.video.playbackRate = speed;
  }

  #hovered({ clientX, currentTarget }: PointerEvent) {
    const line = (currentTarget as Element).getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (clientX - line.left) / line.width));
    this.announce('hovered', { ms: part * this.lengthMs, clientX, top: line.top });
  }

  #moved() {
    this.announce('moment-changed', this.momentMs);
  }

  #watchFrames(video: HTMLVideoElement) {
    if (!video.requestVideoFrameCallback) return;
    const seen: VideoFrameRequestCallback = (_, frame) => {
      this.#clock.shown(frame.mediaTime, frame.presentedFrames);
      this.#moved();
      video.requestVideoFrameCallback(seen);
    };
    video.requestVideoFrameCallback(seen);
  }
}

declare global {
  interface HTMLElementTagNameMap { 'lesson-player': LessonPlayer }
}
