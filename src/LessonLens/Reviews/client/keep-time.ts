import type { PingAnswer, SharedClock } from './shared-clock';

const quickPings = 5;
const betweenMs = 15_000;
/** While a page is still being drawn answers wait in line, so it is asked once more when that is over. */
const settledMs = 2000;

/** Keeps the shared clock set: quickly after joining and after sleep, and now and then. */
export class TimeKeeping {
  #rounds: ReturnType<typeof setInterval> | undefined;
  #settled: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly clock: SharedClock, private readonly ping: (clientMs: number) => Promise<PingAnswer>,
    private readonly measured: (roundTripMs: number) => void,
  ) {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.#rounds) void this.#ask(quickPings);
    });
  }

  /** Resolves when the time is known. */
  async begin() {
    this.end();
    this.clock.forget();
    this.#rounds = setInterval(() => void this.#ask(1), betweenMs);
    await this.#ask(1);
    void this.#ask(quickPings - 1);
    this.#settled = setTimeout(() => void this.#ask(quickPings), settledMs);
  }

  end() {
    clearInterval(this.#rounds);
    clearTimeout(this.#settled);
    this.#rounds = undefined;
  }

  async #ask(times: number) {
    try {
      for (let i = 0; i < times; i++) {
        const sentMs = performance.now();
        const answer = await this.ping(sentMs);
        this.clock.take(sentMs, answer, performance.now());
      }
      this.measured(this.clock.roundTripMs);
    } catch { /* The line is gone; the next one asks again. */ }
  }
}
