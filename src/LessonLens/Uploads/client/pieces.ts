interface Piece { from: number; blob: Blob; untilMs: number }

/** What a camera has recorded and what of it has arrived. Only the rest is kept. */
export class Pieces {
  #waiting: Piece[] = [];
  #total = 0;
  #arrived = 0;
  #safeMs = 0;

  get total() { return this.#total; }
  get arrived() { return this.#arrived; }
  get waitingBytes() { return this.#total - this.#arrived; }
  /** Everything up to this moment of the recording has arrived. */
  get safeMs() { return this.#safeMs; }

  /** @param untilMs the moment of the recording at which the piece ends. */
  add(blob: Blob, untilMs: number) {
    if (blob.size === 0) return;
    this.#waiting.push({ from: this.#total, blob, untilMs });
    this.#total += blob.size;
  }

  /** The next bytes to send, some `about` of them; empty when all have arrived. */
  next(about: number): Blob {
    const parts: Blob[] = [];
    let bytes = 0;
    for (const { from, blob } of this.#waiting) {
      const part = from < this.#arrived ? blob.slice(this.#arrived - from) : blob;
      parts.push(part);
      bytes += part.size;
      if (bytes >= about) break;
    }
    return new Blob(parts);
  }

  /** The server has this many; false when it says what cannot be. */
  reached(offset: number) {
    if (offset < this.#arrived || offset > this.#total) return false;
    this.#arrived = offset;
    while (this.#waiting[0] && this.#waiting[0].from + this.#waiting[0].blob.size <= offset) {
      this.#safeMs = this.#waiting.shift()!.untilMs;
    }
    return true;
  }
}
