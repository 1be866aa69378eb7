export interface PingAnswer {
  serverReceivedMs: number;
  serverSentMs: number;
}

interface Sample {
  offsetMs: number;
  delayMs: number;
}

const kept = 8;

/**
 * How far the server's clock is from this page's steady one. Of the last answers the one with the least
 * delay counts: it can be wrong by no more than half of that.
 */
export class SharedClock {
  readonly #samples: Sample[] = [];

  /** `localMs` is of a clock that nobody sets: `performance.now()`. */
  constructor(private readonly localMs: () => number) {}

  /** Whether anything is known yet. */
  get isSet() { return this.#samples.length > 0; }
  /** The way to the server and back. */
  get roundTripMs() { return this.#best?.delayMs ?? 0; }
  get nowMs() { return this.localMs() + (this.#best?.offsetMs ?? 0); }

  /** `sentMs` and `receivedMs` are local. */
  take(sentMs: number, { serverReceivedMs, serverSentMs }: PingAnswer, receivedMs: number) {
    const delayMs = receivedMs - sentMs - (serverSentMs - serverReceivedMs);
    const offsetMs = (serverReceivedMs - sentMs + serverSentMs - receivedMs) / 2;
    this.#samples.push({ offsetMs, delayMs });
    if (this.#samples.length > kept) this.#samples.shift();
  }

  /** After sleep nothing of before is believed: the steady clock may have stood still. */
  forget() { this.#samples.length = 0; }

  get #best() {
    return this.#samples.reduce<Sample | undefined>(
      (best, one) => (best && best.delayMs <= one.delayMs ? best : one), undefined);
  }
}
