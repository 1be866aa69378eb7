/** Up to there two pictures are together for any eye and ear. */
const enoughMs = 10;
/** From there on the speed is nudged. With one threshold, each stall would add what is never made up. */
const tooMuchMs = 25;
/** Farther than that nobody wants to wait for the nudging. */
const farMs = 1000;
/** More would be heard. */
const mostNudge = 0.05;
/** A nudge makes up for what is amiss within about this time. */
const withinMs = 1500;
const betweenSeeksMs = 5000;

export type Correction = { rate: number } | { seek: true };

/** Keeps a playing picture with the shared playhead: by a nudge of its speed, or a seek if it is far. */
export class Drift {
  #nudging = false;
  #lastSeekMs = -Infinity;

  /**
   * `aheadMs` is how far the picture is before the playhead. The answer's rate is a factor on the shared one.
   */
  correct(aheadMs: number, nowMs: number): Correction {
    const off = Math.abs(aheadMs);
    if (off > farMs && nowMs - this.#lastSeekMs >= betweenSeeksMs) {
      this.#lastSeekMs = nowMs;
      this.#nudging = false;
      return { seek: true };
    }
    this.#nudging = off > (this.#nudging ? enoughMs : tooMuchMs);
    if (!this.#nudging) return { rate: 1 };
    return { rate: 1 - Math.max(-mostNudge, Math.min(mostNudge, aheadMs / withinMs)) };
  }

  /** Somebody moved the playhead: what was being made up for is no more. */
  reset() { this.#nudging = false; }
}
