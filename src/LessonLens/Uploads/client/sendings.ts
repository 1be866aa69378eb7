import { Unreachable } from '../../Shared/client/http';
import { Awake } from './awake';
import type { Sending } from './sending';
import { pauseMs } from './transfer';
import { nextToGo } from './turns';

/** All recordings that this page sends, in the order in which they were chosen. */
export class Sendings {
  all: readonly Sending[] = [];
  readonly #awake = new Awake();

  /**
   * @param lessonFor makes or finds the lesson that takes it.
   * @param changed is told of every change of any of them.
   */
  constructor(
    private readonly lessonFor: (one: Sending) => Promise<string>, private readonly changed: () => void,
  ) {}

  get busy() { return this.all.some(one => one.isOpen); }
  get done() { return this.all.length > 0 && this.all.every(one => one.state === 'done'); }

  add(one: Sending) {
    this.all = [...this.all, one];
    this.look();
    void this.#findLesson(one);
  }

  drop(one: Sending) {
    this.all = this.all.filter(other => other !== one);
    this.look();
  }

  /** A teacher wants this one to go on: at once, or as soon as the others let it. */
  goOn(one: Sending) {
    const hadNoLesson = one.lessonId === undefined && one.state === 'lost';
    one.queue();
    if (hadNoLesson) void this.#findLesson(one);
  }

  look = () => {
    nextToGo(this.all)?.go();
    this.#awake.keep(this.all.some(one => one.state === 'going' || one.state === 'waiting'));
    this.changed();
  };

  async #findLesson(one: Sending, failures = 0): Promise<void> {
    try {
      one.lessonId ??= await this.lessonFor(one);
      if (one.state === 'waiting') one.queue();
      this.look();
    } catch (error) {
      if (!this.all.includes(one)) return;
      if (!(error instanceof Unreachable)) {
        return one.refuse({ why: (error as Error).message, ways: ['again'] });
      }
      one.wait();
      setTimeout(() => void this.#findLesson(one, failures + 1), pauseMs(failures));
    }
  }
}
