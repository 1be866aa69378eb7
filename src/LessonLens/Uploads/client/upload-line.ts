import { Unreachable } from '../../Shared/client/http';
import { titleOf } from './transfer';

/** A request of an upload that the server refused. */
export class Turned extends Error {
  constructor(readonly status: number, readonly title?: string) {
    super(title);
  }
}

// A megabyte takes 80 s at 100 kbit/s; what is silent longer is dead.
const silentMs = 120_000;

/** tus 1.0.0 by hand, for uploads whose length is not known yet. */
export class UploadLine {
  #abort: AbortController | undefined;

  /** Answers with the upload's address. */
  async begin(metadata: string) {
    const answer = await this.#ask('POST', '/api/uploads', {
      'upload-defer-length': '1', 'upload-metadata': metadata,
    });
    return answer.headers.get('location')!;
  }

  async howFar(url: string) {
    const { headers } = await this.#ask('HEAD', url);
    const length = headers.get('upload-length');
    return {
      offset: Number(headers.get('upload-offset')), length: length === null ? undefined : Number(length),
    };
  }

  /** `length`: told with the last bytes. Answers with how many have arrived. */
  async send(url: string, bytes: Blob, offset: number, length?: number) {
    const { headers } = await this.#ask('PATCH', url, {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...(length === undefined ? {} : { 'upload-length': String(length) }),
    }, bytes);
    return Number(headers.get('upload-offset'));
  }

  async drop(url: string) {
    await this.#ask('DELETE', url);
  }

  /** Ends the request that is under way. */
  cut() {
    this.#abort?.abort();
  }

  async #ask(method: string, url: string, headers: Record<string, string> = {}, body: Blob | null = null) {
    const abort = this.#abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), silentMs);
    try {
      const answer = await fetch(url, {
        method, body, signal: abort.signal, headers: { 'tus-resumable': '1.0.0', ...headers },
      }).catch(() => { throw new Unreachable(); });
      if (!answer.ok) throw new Turned(answer.status, titleOf(await answer.text().catch(() => '')));
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }
}

export function encodedMetadata(lessonId: string, name: string, type: string) {
  const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  return Object.entries({ lessonId, filename: name, filetype: type })
    .map(([key, value]) => `${key} ${base64(value)}`).join(',');
}
