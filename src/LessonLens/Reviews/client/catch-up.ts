/** Asks for what is new, once at a time; being asked while asking means once more afterwards. */
export class CatchUp {
  #running: Promise<void> | undefined;
  #again = false;

  constructor(private readonly ask: () => Promise<void>) {}

  now(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    return this.#running = this.#run().finally(() => { this.#running = undefined; });
  }

  async #run() {
    do {
      this.#again = false;
      // A failed question is asked again by the next notice or the next look; nothing is lost by it.
      await this.ask().catch(() => {});
    } while (this.#again);
  }
}
