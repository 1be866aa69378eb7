import { CalmTimeLeft } from '../../Shared/client/time-left';
import { isOnItsWay, stage, type Noticed, type Recording } from './recording';

// A block of an upload takes half a minute on a poor line.
const standsStillAfterMs = 90_000;
// Then another worker has begun it anew and has only now caught up.
const begunAnewAfterMs = 30_000;

/** What a page notices of a recording on its way: whether it moves, and how long the rest takes. */
export class Pace {
  readonly #left = new CalmTimeLeft();
  #recording: Recording | undefined;
  #movedAtMs: number | undefined;

  /** @param sinceMs When the page began to listen. */
  constructor(private sinceMs: number) {}

  heard(recording: Recording, nowMs: number) {
    const before = this.#recording;
    this.#recording = recording;
    if (!before || stage(recording) !== stage(before) || recording.ahead !== before.ahead) {
      this.#left.reset();
      this.#movedAtMs = undefined;
      this.sinceMs = nowMs;
    } else if (recording.progress !== before.progress) {
      const pausedMs = nowMs - (this.#movedAtMs ?? nowMs);
      if (recording.state === 'processing' && pausedMs > begunAnewAfterMs) this.#left.reset();
      this.#movedAtMs = nowMs;
    }
    if (isOnItsWay(recording) && !recording.ahead) this.#left.heard(recording.progress, nowMs);
  }

  /** Whether it stands still is known only once something has moved, or long enough nothing has. */
  noticed(nowMs: number): Noticed {
    if (nowMs - (this.#movedAtMs ?? this.sinceMs) > standsStillAfterMs) return { stands: true };
    const left = this.#left.words(nowMs);
    return this.#movedAtMs === undefined ? { left } : { left, stands: false };
  }
}
