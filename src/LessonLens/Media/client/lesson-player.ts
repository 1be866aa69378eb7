import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { FrameClock } from './frame-clock';
import { playerLayout } from './player-layout';
import { nextSpeed } from './speeds';
import { openStream, warmUp } from './stream';

/** Moves the picture instead of the player itself, where others watch it too. */
export interface Wheel {
  /** Nobody else has moved it since this page did. */
  readonly lastIsMine: boolean;
  play(): void;
  pause(): Promise<void>;
  goTo(ms: number): void;
  changeSpeed(speed: number): void;
  follow(following: boolean): Promise<void>;
}

/** How long going elsewhere takes before it was measured, and at most. */
const usualSeekMs = 150;
const longestSeekMs = 2000;

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
  @state() private gone = '';
  /** The first picture is there. */
  @state() private shows = false;
  @state() private rate = 1;
  @state() private heard = '';
  @query('video') private video!: HTMLVideoElement | null;

  readonly #clock = new FrameClock();
  /** What a person does goes there; nobody is told of what ends in `Now`. */
  wheel: Wheel | undefined;
  seekMs = usualSeekMs;
  #nudge = 1;
  #wantsPlaying = false;
  #seekingSince: number | undefined;
  #close: (() => void) | undefined;
  /** Where to go as soon as there is something to watch. */
  #startAtMs: number | undefined;

  get playing() { return !!this.video && !this.video.paused && !this.video.ended; }
  get momentMs() {
    return this.#startAtMs ?? (this.video ? this.#clock.momentMs(this.video.currentTime) : 0);
  }

  get lengthMs() {
    const seconds = this.video?.duration ?? Number.NaN;
    return Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0;
  }

  /** The size of the picture in its own pixels; 0 as long as there is none. */
  get picture() { return { width: this.video?.videoWidth ?? 0, height: this.video?.videoHeight ?? 0 }; }

  get positionMs() { return this.#startAtMs ?? (this.video?.currentTime ?? 0) * 1000; }
  get ended() { return this.video?.ended ?? false; }
  get seeking() { return this.video?.seeking ?? false; }
  get starved() { return !this.video || this.video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA; }
  get speed() { return this.rate; }
  set speed(speed: number) { this.#setSpeed(speed); }
  get nudge() { return this.#nudge; }
  set nudge(nudge: number) {
    this.#nudge = nudge;
    if (this.video) this.video.playbackRate = this.rate * nudge;
  }

  play() { if (this.wheel) this.wheel.play(); else void this.playNow(); }
  pause() { if (this.wheel) void this.wheel.pause(); else this.pauseNow(); }

  /** False when the browser wants a touch first. */
  async playNow() {
    this.#wantsPlaying = true;
    try {
      await this.video?.play();
      return true;
    } catch (error) {
      // A pause that came meanwhile is no refusal.
      return !(error instanceof DOMException && error.name === 'NotAllowedError');
    }
  }

  pauseNow() {
    this.#wantsPlaying = false;
    this.video?.pause();
  }

  toggle() { if (this.playing) this.pause(); else this.play(); }
  changeSpeed(step: 1 | -1) {
    this.#chooseSpeed(nextSpeed(this.rate, step));
    // Whoever used the keys has not heard it from the list of speeds.
    this.heard = `Speed ${this.rate}`;
  }
  step(frames: number) { this.pause(); this.goTo(this.momentMs + frames * this.#clock.frameMs); }

  goTo(ms: number) { if (this.wheel) this.wheel.goTo(ms); else this.goToNow(ms); }

  goToNow(ms: number) {
    const video = this.video;
    if (!video || video.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.#startAtMs = Math.max(0, Math.round(ms));
    } else video.currentTime = this.#clock.aim(Math.max(0, ms), video.duration);
  }

  /** Pauses, and answers with the moment of the picture that stays on the screen. */
  async hold() {
    this.pause();
    return this.settled();
  }

  /** The moment of the picture that stays: the last frame may still be on its way to the screen. */
  async settled() {
    await new Promise(resolve => setTimeout(resolve, this.video?.requestVideoFrameCallback ? 60 : 0));
    return this.momentMs;
  }

  protected override render() {
    if (!this.playable) return nothing;
    if (this.gone) return html`<div class="picture-note" role="alert"><p>${this.gone}</p></div>`;
    const { poster, rate: speed, lengthMs, peaks, shows, complete, over } = this;
    const shown = { poster, speed, lengthMs, peaks, shows, complete, over };
    return html`${playerLayout(shown, {
      asked: event => this.#asked(event),
      metadata: () => this.#lengthKnown(),
      picture: () => { this.shows = true; },
      playing: () => this.#hasChanged(),
      paused: () => this.#hasChanged(),
      moved: () => this.#moved(),
      seeking: () => { this.#clock.forget(); this.#seekingSince ??= performance.now(); },
      arrived: () => this.#arrived(),
      speed: rate => this.#chooseSpeed(rate),
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
      ended: sentence => { this.#close?.(); this.gone = sentence; },
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
      // Whom it concerns has been told when it was asked for.
      this.goToNow(ms);
    }
    this.requestUpdate();
    this.announce('length-known', this.lengthMs);
  }

  #chooseSpeed(speed: number) {
    if (this.wheel) this.wheel.changeSpeed(speed);
    else this.#setSpeed(speed);
  }

  #setSpeed(speed: number) {
    this.rate = speed;
    if (!this.video) return;
    // Also what a stream that is opened anew begins with.
    this.video.defaultPlaybackRate = speed;
    this.video.playbackRate = speed * this.#nudge;
  }

  /** The controls ask; where the picture is shared, the wheel answers instead of them. */
  #asked(event: Event) {
    const { wheel } = this;
    if (!wheel) return;
    event.stopImmediatePropagation();
    if (event.type === 'mediaplayrequest') wheel.play();
    else if (event.type === 'mediapauserequest') void wheel.pause();
    else wheel.goTo((event as CustomEvent<number>).detail * 1000);
  }

  #hasChanged() {
    // As it is now, and not when the news set out: a pause may have been followed by a play.
    const playing = !!this.video && !this.video.paused;
    const byMachine = playing !== this.#wantsPlaying && !this.ended && !document.hidden;
    this.#wantsPlaying = playing;
    // A key of the keyboard or the headphones, which asks nobody.
    if (byMachine && this.wheel) {
      if (playing) this.wheel.play();
      else void this.wheel.pause();
    }
    this.announce('playing-changed', playing);
  }

  #arrived() {
    if (this.#seekingSince !== undefined) {
      this.seekMs = Math.min(longestSeekMs, performance.now() - this.#seekingSince);
    }
    this.#seekingSince = undefined;
    this.#moved();
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
      const soughtTime = video.seeking ? video.currentTime : undefined;
      this.#clock.shown(frame.mediaTime, frame.presentedFrames, soughtTime);
      this.#moved();
      video.requestVideoFrameCallback(seen);
    };
    video.requestVideoFrameCallback(seen);
  }
}

declare global {
  interface HTMLElementTagNameMap { 'lesson-player': LessonPlayer }
}
