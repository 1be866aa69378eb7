import { Unreachable } from '../../Shared/client/http';
import { Pieces } from './pieces';
import { refusal, type Refusal } from './refusal';
import { encodedMetadata, Turned, UploadLine } from './upload-line';
import { pauseMs, type TransferNews, type TransferState, type Way } from './transfer';

// One request a megabyte or so: what a cut line takes with it stays small, and the clock of safety moves.
const aboutBytes = 1 << 20;

const endedElsewhere: Refusal = {
  why: 'This recording was ended from another page. What had arrived by then is safe, in its lesson.',
  ways: [],
};

/**
 * What a camera records, sent while it records. Its length is told when it ends (tus: creation-defer-length);
 * until then a cut line only means that more waits in memory.
 */
export class LiveTransfer implements Way {
  readonly pieces = new Pieces();
  #url: string | undefined;
  #lessonId: string | undefined;
  /** What the server has is to be asked. */
  #unsure = false;
  #ended = false;
  #busy = false;
  #failures = 0;
  #state: TransferState = 'waiting';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly name: string, private readonly type: string, private readonly news: TransferNews,
    private readonly line = new UploadLine(), window?: Window,
  ) {
    window?.addEventListener('online', () => { if (this.#state === 'waiting') void this.#run(); });
  }

  start(lessonId: string) {
    this.#lessonId = lessonId;
    void this.#run();
  }

  add(piece: Blob, untilMs: number) {
    this.pieces.add(piece, untilMs);
    this.#moved();
    if (this.#state === 'going') void this.#run();
  }

  /** The camera is off: this is all. */
  end() {
    this.#ended = true;
    if (this.#state === 'going') void this.#run();
  }

  async pause() {
    this.#become('paused');
    this.#stop();
  }

  goOn() {
    this.#failures = 0;
    void this.#run();
  }

  /** Nothing is left to begin with: what has arrived is not kept here. */
  fromStart() { this.goOn(); }

  async cancel() {
    this.#become('paused');
    this.#stop();
    if (this.#url) await this.line.drop(this.#url).catch(() => {});
  }

  async #run() {
    clearTimeout(this.#timer);
    if (this.#busy || !this.#lessonId || this.#state === 'done') return;
    this.#busy = true;
    this.#become('going');
    try {
      const url = this.#url ??= await this.line.begin(encodedMetadata(this.#lessonId, this.name, this.type));
      if (this.#unsure) await this.#askHowFar(url);
      while (this.#state === 'going' && (this.#ended || this.pieces.waitingBytes > 0)) await this.#send(url);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#busy = false;
    }
  }

  async #send(url: string) {
    const bytes = this.pieces.next(aboutBytes);
    const total = this.pieces.total;
    const isLast = this.#ended && this.pieces.arrived + bytes.size === total;
    this.#unsure = true;
    const offset = await this.line.send(url, bytes, this.pieces.arrived, isLast ? total : undefined);
    this.#unsure = false;
    this.#failures = 0;
    if (!this.pieces.reached(offset)) return this.#become('lost', endedElsewhere);
    this.#moved();
    if (isLast && offset === total) this.#become('done');
  }

  async #askHowFar(url: string) {
    const { offset, length } = await this.line.howFar(url);
    const isOurs = length === undefined || (this.#ended && length === this.pieces.total);
    if (!isOurs || !this.pieces.reached(offset)) return this.#become('lost', endedElsewhere);
    this.#unsure = false;
    this.#moved();
    if (length === offset) this.#become('done');
  }

  #failed(error: unknown) {
    if (this.#state !== 'going') return;
    const turned = error instanceof Turned ? refusal(error.status, error.title, !!this.#url) : undefined;
    // Its beginning has left this page, so there is nothing to begin again with.
    if (turned) return this.#become('lost', {
      ...turned, ways: turned.ways.filter(way => way === 'again'),
    });
    if (!(error instanceof Turned || error instanceof Unreachable)) throw error;
    this.#become('waiting');
    this.#timer = setTimeout(() => void this.#run(), pauseMs(this.#failures++));
  }

  #stop() {
    clearTimeout(this.#timer);
    this.line.cut();
  }

  #moved() {
    this.news.progress(this.pieces.arrived, this.pieces.total);
  }

  #become(state: TransferState, refused?: Refusal) {
    if (state === this.#state && state === 'going') return;
    this.#state = state;
    this.news.state(state, refused);
  }
}
