import type { Playback } from './playback';

/** The picture of this page, moved without anybody being told. */
export interface Picture {
  /** Of the player, which runs on between the frames. */
  readonly positionMs: number;
  /** Of the frame that is on the screen, or is on its way. */
  readonly momentMs: number;
  readonly playing: boolean;
  readonly ended: boolean;
  readonly seeking: boolean;
  /** Data for the next frames has not come. */
  readonly starved: boolean;
  /** How long it takes to go elsewhere, from what was measured. */
  readonly seekMs: number;
  speed: number;
  /** A factor on the speed that the person does not see. */
  nudge: number;
  /** False when the browser wants a touch first. */
  playNow(): Promise<boolean>;
  pauseNow(): void;
  goToNow(ms: number): void;
  /** The moment of the frame that stays on the screen after a pause. */
  settled(): Promise<number>;
}

export interface TogetherLine {
  drive(to: { playing: boolean; mediaMs: number; rate: number }): Promise<Playback>;
  follow(following: boolean): Promise<unknown>;
  loading(at: { loading: boolean; mediaMs: number }): Promise<unknown>;
}

export interface TogetherClock {
  readonly nowMs: number;
  /** Calls once, at least that many milliseconds from now. */
  later(what: () => void, ms: number): unknown;
  cancel(timer: unknown): void;
}

export interface TogetherView {
  changed(): void;
  refused(sentence: string): void;
}
