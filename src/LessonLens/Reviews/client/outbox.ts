/** One change on its way: what is sent again must be the very same, so it is made once. */
export interface Unsent<Content> {
  id: string;
  method: 'PUT' | 'DELETE';
  content?: Content;
}

export interface Post<Content, Answer> {
  /** Resolves when the server has stored it. */
  send(change: Unsent<Content>): Promise<Answer>;
  /** Whether to try again later; anything else is final. */
  isTemporary(error: unknown): boolean;
  stored(change: Unsent<Content>, answer: Answer): void;
  refused(change: Unsent<Content>, error: Error): void;
  /** How many wait, and whether the last attempt failed. */
  waiting(count: number, stuck: boolean): void;
  /** Calls back after so many milliseconds. */
  later(again: () => void, ms: number): void;
}

const firstPauseMs = 1000;
const longestPauseMs = 15_000;

/**
 * Unsent changes wait in memory, in order, one on its way at a time. Not on the disk: a school computer
 * is shared.
 */
export class Outbox<Content, Answer> {
  readonly #waiting: Unsent<Content>[] = [];
  #busy = false;
  #failures = 0;

  constructor(private readonly post: Post<Content, Answer>) {}

  get count() { return this.#waiting.length; }

  add(change: Unsent<Content>) {
    this.#waiting.push(change);
    this.#tell();
    void this.flush();
  }

  /** Tries at once: called when the line is back. */
  async flush() {
    if (this.#busy) return;
    this.#busy = true;
    for (let change = this.#waiting[0]; change; change = this.#waiting[0]) {
      if (!await this.#sent(change)) break;
      this.#waiting.shift();
      this.#failures = 0;
      this.#tell();
    }
    this.#busy = false;
  }

  async #sent(change: Unsent<Content>) {
    try {
      this.post.stored(change, await this.post.send(change));
      return true;
    } catch (error) {
      if (!this.post.isTemporary(error)) {
        this.post.refused(change, error as Error);
        return true;
      }
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures++);
      this.#tell();
      this.post.later(() => void this.flush(), pause);
      return false;
    }
  }

  #tell() { this.post.waiting(this.#waiting.length, this.#failures > 0); }
}
