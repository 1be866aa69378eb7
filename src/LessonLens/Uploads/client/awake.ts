/** Keeps a phone's screen on while bytes travel: a sleeping phone stops its uploads. */
export class Awake {
  #lock: Promise<WakeLockSentinel | undefined> | undefined;

  keep() {
    this.#lock ??= navigator.wakeLock?.request('screen').catch(() => undefined);
  }

  async letGo() {
    const lock = await this.#lock;
    this.#lock = undefined;
    await lock?.release();
  }
}
