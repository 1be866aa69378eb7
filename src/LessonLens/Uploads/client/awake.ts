/** Keeps a phone's screen on while bytes travel: a sleeping phone stops its uploads. */
export class Awake {
  #wanted = false;
  #lock: Promise<WakeLockSentinel | undefined> | undefined;

  constructor() {
    // The browser lets go of it whenever the page is out of sight.
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || !this.#wanted) return;
      this.#lock = undefined;
      this.#ask();
    });
  }

  keep(wanted: boolean) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) this.#ask();
    else void this.#letGo();
  }

  #ask() {
    this.#lock ??= navigator.wakeLock?.request('screen').catch(() => undefined);
  }

  async #letGo() {
    const lock = this.#lock;
    this.#lock = undefined;
    await (await lock)?.release();
  }
}
