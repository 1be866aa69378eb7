/** In seconds; so far past the middle of a picture no other one begins. */
const hair = 0.0003;

/**
 * Knows which picture is on the screen. `currentTime` runs ahead of the picture by up to a frame; the
 * frame's own time does not, so a note takes that one.
 */
export class FrameClock {
  frameMs = 40;
  #shownMs: number | undefined;
  #presented = 0;
  /** Where we are going, and the time that was asked of the player for it. */
  #aimed: { ms: number; time: number } | undefined;

  /**
   * A frame went to the screen. `presented` counts all of them, also those that the callback missed;
   * `soughtTime` is where the player is going and has not arrived.
   */
  shown(mediaTime: number, presented: number, soughtTime?: number) {
    // One from before the seek may still come after it was asked for.
    if (soughtTime !== undefined && !this.#covers(mediaTime, soughtTime)) return;
    const ms = this.#isAimed(mediaTime, 0.0001) ? this.#aimed!.ms : mediaTime * 1000;
    const frames = presented - this.#presented;
    if (this.#shownMs !== undefined && frames > 0) {
      const each = (ms - this.#shownMs) / frames;
      // A seek looks like a very long or a negative frame: 10 to 120 pictures a second are believed.
      if (each >= 1000 / 120 - 1 && each <= 100) this.frameMs = each;
    }
    this.#shownMs = ms;
    this.#presented = presented;
  }

  /** Firefox gives the picture after a seek the time that was sought instead of its own. */
  #isAimed(time: number, near: number) {
    return this.#aimed !== undefined && Math.abs(this.#aimed.time - time) < near;
  }

  #covers(mediaTime: number, time: number) {
    const sinceMs = (time - mediaTime) * 1000;
    return sinceMs > -1 && sinceMs < this.frameMs + 1;
  }

  /** The position was moved by hand: the picture on the screen says nothing about it yet. */
  forget() {
    this.#shownMs = undefined;
  }

  /** The moment of the picture on the screen, or of the one that is on its way, as whole milliseconds. */
  momentMs(currentTime: number) {
    const onItsWay = this.#isAimed(currentTime, 0.001) ? this.#aimed!.ms : undefined;
    return Math.max(0, Math.round(this.#shownMs ?? onItsWay ?? currentTime * 1000));
  }

  /**
   * Where to seek so that the picture of that moment is shown: its middle, safe from rounding on both
   * sides. From now on that is the moment, so that two jumps one after the other go twice as far.
   */
  aim(ms: number, duration: number) {
    const half = this.frameMs / 2000;
    const middle = ms / 1000 + half + hair;
    const time = Number.isFinite(duration) ? Math.max(0, Math.min(middle, duration - half)) : middle;
    this.#aimed = { ms: Math.round((time - half - hair) * 1e6) / 1000, time };
    this.#shownMs = undefined;
    return time;
  }
}
