import type { DetailedError, Upload } from 'tus-js-client';

export type TransferState = 'going' | 'waiting' | 'paused' | 'done' | 'lost';

export interface TransferNews {
  state(state: TransferState, why?: string): void;
  progress(bytes: number, total: number): void;
}

const pausesMs = [1000, 2000, 4000, 8000, 15_000];

/**
 * One file on its way to one lesson. A cut line heals by itself: it is tried again for as long as it
 * takes.
 */
export class Transfer {
  #upload: Upload | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #state: TransferState = 'paused';

  constructor(private readonly news: TransferNews) {
    window.addEventListener('online', () => { if (this.#state === 'waiting') this.#begin(); });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.#state === 'waiting') this.#begin();
    });
  }

  /** `url`: where an upload of this file has stopped before. */
  async start(file: File, lessonId: string, url?: string) {
    const tus = await import('tus-js-client');
    this.#upload = new tus.Upload(file, {
      ...(url ? { uploadUrl: url } : { endpoint: '/api/uploads' }),
      metadata: { lessonId, filename: file.name, filetype: file.type || 'application/octet-stream' },
      // The server lists what stopped; a shared computer should not remember it.
      storeFingerprintForResuming: false,
      retryDelays: null,
      onProgress: (bytes, total) => { this.#failures = 0; this.news.progress(bytes, total); },
      // From here on a lost upload must be told to the teacher, and not silently begun from zero.
      onUploadUrlAvailable: () => { this.#upload!.options.endpoint = null; },
      onSuccess: () => this.#become('done'),
      onError: error => this.#failed(error),
    });
    this.#begin();
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

  async cancel() {
    clearTimeout(this.#timer);
    this.#become('paused');
    // What cannot be told to the server now expires there by itself.
    await this.#upload?.abort(true).catch(() => {});
    this.#upload = undefined;
  }

  #begin() {
    clearTimeout(this.#timer);
    this.#become('going');
    this.#upload?.start();
  }

  #failed(error: Error | DetailedError) {
    if (this.#state === 'paused') return;
    const answer = 'originalResponse' in error ? error.originalResponse : null;
    const status = answer?.getStatus() ?? 0;
    if (status >= 400 && status < 500 && ![401, 409, 423, 429].includes(status)) {
      return this.#become('lost', titleOf(answer?.getBody()));
    }
    this.#become('waiting');
    const pause = pausesMs[Math.min(this.#failures++, pausesMs.length - 1)]!;
    this.#timer = setTimeout(() => this.#begin(), pause);
  }

  #become(state: TransferState, why?: string) {
    this.#state = state;
    this.news.state(state, why);
  }
}

function titleOf(body: string | undefined) {
  try {
    return (JSON.parse(body ?? '') as { title?: string }).title;
  } catch {
    return undefined;
  }
}
