import { Estimate } from '../../Shared/client/time-left';
import type { Refusal } from './refusal';
import type { TransferNews, TransferState, Way } from './transfer';

/** `queued`: another recording goes first. */
export type SendingState = 'queued' | TransferState;

/** One recording on its way to one lesson, as the page shows it. */
export class Sending {
  state: SendingState = 'queued';
  bytes = 0;
  /** The line was cut and is back. */
  healed = false;
  refused: Refusal | undefined;
  lessonId: string | undefined;
  /** Of what a camera recorded here, once it is off. */
  lengthMs: number | undefined;
  /** Where the same file stopped before. */
  url: string | undefined;
  readonly way: Way;
  readonly #estimate = new Estimate();
  #begun = false;

  /**
   * @param name the file's, or what a file of it would be called.
   * @param size in bytes; grows while a camera records.
   * @param title the lesson's, until the teacher writes a better one.
   * @param live whether the camera of this page makes it: it waits for no turn.
   */
  constructor(
    readonly name: string, public size: number, public title: string, readonly live: boolean,
    way: (news: TransferNews) => Way, private readonly changed: (one: Sending) => void,
  ) {
    this.way = way({
      state: (state, refused) => this.#become(state, refused),
      progress: (bytes, total) => this.#moved(bytes, total),
    });
  }

  get part() { return this.size > 0 ? this.bytes / this.size : Number(this.state === 'done'); }
  get isOpen() { return this.state !== 'done' && this.state !== 'lost'; }
  get remainingMs() { return this.#estimate.remainingMs(this.size); }

  /** Its turn has come. */
  go() {
    if (this.#begun) return this.way.goOn();
    this.#begun = true;
    this.way.start(this.lessonId!, this.url);
  }

  queue() {
    this.#become('queued');
  }

  /** The line is cut before anything began. */
  wait() {
    this.#become('waiting');
  }

  /** Refused before anything began, for instance because its lesson could not be made. */
  refuse(refused: Refusal) {
    this.#become('lost', refused);
  }

  #become(state: SendingState, refused?: Refusal) {
    this.healed = state === 'going' && (this.state === 'waiting' || this.healed);
    if (state !== 'going') this.#estimate.reset();
    this.state = state;
    this.refused = refused;
    this.changed(this);
  }

  #moved(bytes: number, total: number) {
    this.bytes = bytes;
    this.size = total;
    this.#estimate.arrived(bytes, performance.now());
    this.changed(this);
  }
}
