interface Sample { atMs: number; done: number }

/** How long something still takes, from its speed of late; silent until it can know. */
export class Estimate {
  #samples: Sample[] = [];

  constructor(private readonly windowMs = 20_000, private readonly enoughMs = 3000) {}

  arrived(done: number, nowMs: number) {
    const last = this.#samples.at(-1);
    // Going back means that it was interrupted: the speed before says nothing about now.
    if (last && done < last.done) this.#samples = [];
    this.#samples.push({ atMs: nowMs, done });
    // Rare news keep their last step, however old it is.
    while (this.#samples.length > 2 && nowMs - this.#samples[0]!.atMs > this.windowMs) this.#samples.shift();
  }

  /** After a pause the old speed says nothing. */
  reset() {
    this.#samples = [];
  }

  remainingMs(total: number) {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.done <= first.done) return undefined;
    if (last.atMs - first.atMs < this.enoughMs) return undefined;
    return (total - last.done) / ((last.done - first.done) / (last.atMs - first.atMs));
  }
}

/**
 * A time left that people can look at: it runs down like a clock, and is put right only when it is a good
 * deal wrong.
 */
export class CalmTimeLeft {
  readonly #estimate = new Estimate(60_000, 5000);
  #ends: number | undefined;

  /** @param done 0..1 */
  heard(done: number, nowMs: number) {
    this.#estimate.arrived(done, nowMs);
    const left = this.#estimate.remainingMs(1);
    if (left === undefined) return;
    const said = (this.#ends ?? -Infinity) - nowMs;
    if (said < 0 || Math.abs(left - said) > Math.max(30_000, said * 0.3)) this.#ends = nowMs + left;
  }

  reset() {
    this.#estimate.reset();
    this.#ends = undefined;
  }

  /** "about 4 min left"; undefined as long as nobody can know. */
  words(nowMs: number) {
    return this.#ends === undefined ? undefined : timeLeft(Math.max(0, this.#ends - nowMs));
  }
}

/** In words that do not jump about: minutes, and never a false precision. */
export function timeLeft(ms: number | undefined) {
  if (ms === undefined) return 'working out how long it takes';
  const minutes = ms / 60_000;
  if (minutes < 0.75) return 'less than a minute left';
  if (minutes < 1.5) return 'about a minute left';
  if (minutes < 90) return `about ${Math.round(minutes)} min left`;
  return `about ${Math.round(minutes / 60)} hours left`;
}
