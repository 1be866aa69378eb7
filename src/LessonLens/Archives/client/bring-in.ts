import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { getJson, Refused, send } from '../../Shared/client/http';
import { warnBeforeLeaving } from '../../Shared/client/leaving';
import { PageElement } from '../../Shared/client/page-element';
import { pauseMs } from '../../Uploads/client/transfer';

interface Import {
  id: string;
  state: 'waiting' | 'done' | 'failed';
  lessonId?: string;
  failureTitle?: string;
}

const oftenMs = 1000;
const after = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** A lesson that was taken from a LessonLens comes in again: its file goes up in pieces, then it is read. */
@customElement('bring-in')
export class BringIn extends PageElement {
  @state() private words = '';
  @state() private wrong = '';
  @state() private busy = false;

  protected override render() {
    return html`<div class="field">
      <label for="archive">A zip that was taken from LessonLens</label>
      <input id="archive" type="file" accept=".zip,application/zip" ?disabled=${this.busy}
        @change=${(event: Event) => void this.#take((event.target as HTMLInputElement).files?.[0])}
        aria-describedby="archive-hint">
      <p class="hint" id="archive-hint">Only you see it here, until you share it. Colleagues who wrote in it
        are shown by the names in the file.</p>
      <p role="status">${this.words}</p>
      ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
    </div>`;
  }

  async #take(file: File | undefined) {
    if (!file) return;
    this.busy = true;
    this.wrong = '';
    try {
      const stay = warnBeforeLeaving(() => true);
      const url = await this.#send(file).finally(stay);
      this.words = 'All of it has arrived. We are reading it.';
      const begun = await (await send('POST', '/api/lessons/imports', { upload: url })).json() as Import;
      const lesson = await this.#whenRead(begun);
      location.assign(`/lessons/${lesson}`);
    } catch (error) {
      this.words = '';
      this.wrong = (error as Error).message;
    } finally {
      this.busy = false;
    }
  }

  /** As a part of an upload, which belongs to no lesson; a line that breaks is tried again. */
  async #send(file: File) {
    const tus = await import('tus-js-client');
    return await new Promise<string>((resolve, reject) => {
      const upload = new tus.Upload(file, {
        endpoint: '/api/uploads',
        headers: { 'Upload-Concat': 'partial' },
        metadata: { filename: file.name },
        storeFingerprintForResuming: false,
        retryDelays: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(pauseMs),
        onProgress: (bytes, all) => {
          this.words = `${Math.floor(bytes * 100 / Math.max(1, all))} % has arrived. Leave this page open.`;
        },
        onSuccess: () => resolve(upload.url ?? ''),
        onError: error => reject(new Error('originalResponse' in error && error.originalResponse
          ? 'We could not take this file. Please try it again in a moment.'
          : 'We cannot reach LessonLens at the moment. Please try it again.')),
      });
      upload.start();
    });
  }

  async #whenRead(begun: Import) {
    let now = begun;
    while (now.state === 'waiting') {
      await after(oftenMs);
      now = await getJson<Import>(`/api/lessons/imports/${begun.id}`).catch(error => {
        if (error instanceof Refused && !error.mayPass) throw error;
        return now;
      });
    }
    if (now.state === 'failed' || !now.lessonId) throw new Error(now.failureTitle);
    return now.lessonId;
  }
}
