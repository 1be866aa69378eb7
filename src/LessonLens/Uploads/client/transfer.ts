import type { DetailedError, Upload } from 'tus-js-client';
import { getJson } from '../../Shared/client/http';
import type { ClassObjections } from './class-objections';
import { refusal, type Refusal } from './refusal';

export type TransferState = 'going' | 'waiting' | 'paused' | 'done' | 'lost';

export interface TransferNews {
  state(state: TransferState, refused?: Refusal): void;
  progress(bytes: number, total: number): void;
}

/** How a recording goes to its lesson: a file as it is, or what a camera still records. */
export interface Way {
  /** `url`: where an upload of the same has stopped before. */
  start(lessonId: string, url?: string): void;
  pause(): Promise<void>;
  goOn(): void;
  /** What had arrived is gone: once more, with a new address. */
  fromStart(): void;
  cancel(): Promise<void>;
}

const pausesMs = [1000, 2000, 4000, 8000, 15_000];
// A line that has died tells nobody; the server drops a silent one after half a minute, too.
const silentMs = 45_000;

/** How long to wait before the next attempt. */
export const pauseMs = (failures: number) => pausesMs[Math.min(failures, pausesMs.length - 1)]!;

/**
 * One file on its way to one lesson. A cut line heals by itself: it is tried again for as long as it
 * takes.
 */
export class Transfer implements Way {
  #upload: Upload | undefined;
  #lessonId = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #state: TransferState = 'paused';

  constructor(private readonly file: File, private readonly news: TransferNews) {
    window.addEventListener('online', () => { if (this.#state === 'waiting') this.#begin(); });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.#state === 'waiting') this.#begin();
    });
  }

  start(lessonId: string, url?: string) {
    this.#lessonId = lessonId;
    this.#become('going');
    void this.#make(url);
  }

  async pause() {
    clearTimeout(this.#timer);
    this.#become('paused');
    await this.#upload?.abort();
  }

  goOn() {
    this.#failures = 0;
    this.#begin();
  }

  fromStart() {
    this.news.progress(0, this.file.size);
    this.start(this.#lessonId);
  }

  async cancel() {
    clearTimeout(this.#timer);
    this.#become('paused');
    // What cannot be told to the server now expires there by itself.
    await this.#upload?.abort(true).catch(() => {});
    this.#upload = undefined;
  }

  async #make(url: string | undefined) {
    const { file } = this;
    const tus = await import('tus-js-client');
    this.#upload = new tus.Upload(file, {
      ...(url ? { uploadUrl: url } : { endpoint: '/api/uploads' }),
      metadata: {
        lessonId: this.#lessonId, filename: file.name, filetype: file.type || 'application/octet-stream',
        ...objectionsHandled(),
      },
      // The server lists what stopped; a shared computer should not remember it.
      storeFingerprintForResuming: false,
      retryDelays: null,
      onProgress: (bytes, total) => { this.#failures = 0; this.#watch(); this.news.progress(bytes, total); },
      // From here on a lost upload must be told to the teacher, and not silently begun from zero.
      onUploadUrlAvailable: () => { this.#upload!.options.endpoint = null; },
      onSuccess: () => { clearTimeout(this.#timer); this.#become('done'); },
      onError: error => void this.#failed(error),
    });
    // Paused while the code for it was fetched.
    if (this.#state === 'going') this.#begin();
  }

  #begin() {
    this.#become('going');
    this.#watch();
    this.#upload?.start();
  }

  #watch() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#upload?.abort();
      this.#wait();
    }, silentMs);
  }

  async #failed(error: Error | DetailedError) {
    clearTimeout(this.#timer);
    if (this.#state === 'paused') return;
    const answer = 'originalResponse' in error ? error.originalResponse : null;
    const status = answer?.getStatus() ?? 0;
    const refused = refusal(status, titleOf(answer?.getBody()), !!this.#upload?.url);
    if (refused) return this.#become('lost', refused);
    this.#wait();
    // Asks to sign in again, on this page.
    if (status === 401) await getJson('/api/me').then(() => this.#begin(), () => {});
  }

  #wait() {
    this.#become('waiting');
    this.#timer = setTimeout(() => this.#begin(), pauseMs(this.#failures++));
  }

  #become(state: TransferState, refused?: Refusal) {
    this.#state = state;
    this.news.state(state, refused);
  }
}

/** The owner's word, where the page asks for it. */
function objectionsHandled() {
  const how = document.querySelector<ClassObjections>('class-objections')?.handled;
  return how ? { objectionsHandled: how } : {};
}

export function titleOf(body: string | undefined) {
  try {
    return (JSON.parse(body ?? '') as { title?: string }).title;
  } catch {
    return undefined;
  }
}
