import { bitsPerSecond, recordingType } from './camera';

// What is lost when a page ends without warning: about two of these.
const pieceMs = 2000;

/** Newer than the library's types: a file can be cut only where a picture stands alone (MediaRecorder). */
interface Options extends MediaRecorderOptions { videoKeyFrameIntervalDuration: number }

export interface FilmNews {
  piece(blob: Blob, untilMs: number): void;
  /** Stopped, by whom ever: by the teacher, or because the camera was taken away. */
  ended(lengthMs: number): void;
}

/** A camera's picture and sound as a file that grows. */
export class FilmRecorder {
  readonly type: string;
  readonly #recorder: MediaRecorder;
  #startedAt = 0;
  #sureMs = 0;
  #endedAt: number | undefined;

  constructor(private readonly stream: MediaStream, news: FilmNews) {
    const type = recordingType(type => MediaRecorder.isTypeSupported(type));
    const options: Options = {
      ...(type ? { mimeType: type } : {}),
      videoBitsPerSecond: bitsPerSecond,
      videoKeyFrameIntervalDuration: pieceMs,
    };
    this.#recorder = new MediaRecorder(stream, options);
    this.type = (type ?? this.#recorder.mimeType).split(';')[0] || 'video/webm';
    this.#recorder.addEventListener('dataavailable', event => {
      // The pictures of the last moments may still be inside: sure is only what was there a piece ago.
      news.piece(event.data, this.#endedAt === undefined ? this.#sureMs : this.elapsedMs);
      this.#sureMs = this.elapsedMs;
    });
    this.#recorder.addEventListener('stop', () => { this.#off(); news.ended(this.elapsedMs); });
    // A microphone that is pulled out would leave the rest of the lesson without sound, unnoticed.
    for (const track of stream.getTracks()) track.addEventListener('ended', () => this.stop());
  }

  get elapsedMs() { return (this.#endedAt ?? performance.now()) - this.#startedAt; }

  start() {
    this.#startedAt = performance.now();
    this.#recorder.start(pieceMs);
  }

  stop() {
    if (this.#recorder.state === 'inactive') return;
    this.#endedAt = performance.now();
    this.#recorder.stop();
  }

  #off() {
    this.#endedAt ??= performance.now();
    for (const track of this.stream.getTracks()) track.stop();
  }
}
