import { speeds } from '../../Media/client/speeds';
import { position, spokenPosition } from '../../Shared/client/times';

export interface Span {
  atMs: number;
  untilMs?: number | null | undefined;
}

/** Shorter than this is a moment: nobody means a span of less. */
export const shortestMs = 300;
/** What the end key takes when no beginning was set. */
const lookBackMs = 5000;

export const isSpan = (span: Span): span is Span & { untilMs: number } =>
  span.untilMs != null && span.untilMs - span.atMs >= shortestMs;

/** "12:31", or "12:31 to 12:40". */
export const inShort = (span: Span) =>
  isSpan(span) ? `${position(span.atMs)}–${position(span.untilMs)}` : position(span.atMs);
export const spoken = (span: Span) => isSpan(span)
  ? `${spokenPosition(span.atMs)} to ${spokenPosition(span.untilMs)}`
  : spokenPosition(span.atMs);

/** From two places, in whichever order they were given. */
export const between = (a: number, b: number): Span => {
  const [atMs, untilMs] = [Math.round(Math.min(a, b)), Math.round(Math.max(a, b))];
  return untilMs - atMs < shortestMs ? { atMs } : { atMs, untilMs };
};

/** The span begins here; an end that lies before it is dropped. */
export const beginAt = (ms: number, taken: Span | undefined): Span =>
  taken?.untilMs != null && taken.untilMs > ms ? between(ms, taken.untilMs) : { atMs: ms };

/** The span ends here. */
export const endAt = (ms: number, taken: Span | undefined): Span =>
  between(taken?.atMs ?? Math.max(0, ms - lookBackMs), ms);

/** Plays a span once: tells when its end has come. Going elsewhere meanwhile gives it up. */
export class SpanPlay {
  #playing: (Span & { untilMs: number }) | undefined;
  #last: (Span & { untilMs: number }) | undefined;
  /** Where the playhead was within the span, and when. */
  #inside: { ms: number; at: number } | undefined;

  get last() { return this.#last; }

  begin(span: Span) {
    this.#inside = undefined;
    this.#playing = isSpan(span) ? span : undefined;
    if (this.#playing) this.#last = this.#playing;
  }

  /** The playhead is here; true when it is time to stop. */
  ends(ms: number, now = performance.now()) {
    const span = this.#playing;
    if (!span) return false;
    if (ms >= span.atMs - 200 && ms < span.untilMs) {
      this.#inside = { ms, at: now };
      return false;
    }
    // Until the player has gone to the beginning, its old place says nothing.
    if (!this.#inside) return false;
    this.#playing = undefined;
    // A page that hung for a moment hears of the end late; nobody has gone elsewhere.
    const furthest = this.#inside.ms + (now - this.#inside.at) * speeds.at(-1)!;
    return ms >= span.untilMs && ms < Math.max(furthest, span.untilMs) + 1000;
  }
}
