interface Sample { atMs: number; bytes: number }

const windowMs = 20_000;
const enoughMs = 3000;

/** How long an upload still takes, from the speed of the last twenty seconds; silent until it can know. */
export class UploadEstimate {
  #samples: Sample[] = [];

  arrived(bytes: number, nowMs: number) {
    const last = this.#samples.at(-1);
    // Going back means that the line was cut: the speed before says nothing about now.
    if (last && bytes < last.bytes) this.#samples = [];
    this.#samples.push({ atMs: nowMs, bytes });
    while (nowMs - this.#samples[0]!.atMs > windowMs) this.#samples.shift();
  }

  /** After a pause the old speed says nothing. */
  reset() {
    this.#samples = [];
  }

  remainingMs(total: number) {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.atMs - first.atMs < enoughMs || last.bytes <= first.bytes) return undefined;
    return (total - last.bytes) / ((last.bytes - first.bytes) / (last.atMs - first.atMs));
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

/** "1.2 GB", as file managers say it. */
export function fileSize(bytes: number) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.max(1, Math.round(bytes / 1e3))} KB`;
}
