import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import './lesson-recorder';
import type { LessonRecorder } from './lesson-recorder';
import { liveSending, nameNow } from './live-sending';
import { accepted, sortOut } from './picked-files';
import { Sending } from './sending';
import { Sendings } from './sendings';
import { drop, keepWhatHasArrived } from './stopped';
import { Transfer } from './transfer';
import { isTheSame, titleFrom, type Unfinished } from './unfinished';
import { invitation, question } from './upload-offers';
import { uploadRow } from './upload-row';
import { pageWords } from './upload-words';

/**
 * Takes files, or what the camera sees, and brings each to a lesson. Tells `uploads-changed`,
 * `upload-begun` and `upload-dropped` with the one that it is about, and `upload-kept`.
 */
@customElement('lesson-upload')
export class LessonUpload extends PageElement {
  /** Each of several files becomes a lesson of its own. */
  @property({ type: Boolean }) several = false;
  /** Uploads that stopped, which the same file can go on with. */
  @property({ attribute: false }) stopped: readonly Unfinished[] = [];
  /** The lesson has a recording, and goes on showing that one. */
  @property({ type: Boolean }) beside = false;
  /** Something on the page is written but not saved. */
  @property({ type: Boolean }) unsaved = false;
  /** The lesson that takes a recording. */
  @property({ attribute: false }) lessonFor!: (one: Sending) => Promise<string>;
  @state() private asked: { file: File; stopped: Unfinished } | undefined;
  @state() private camera = false;
  @state() private said = '';
  @query('input[type=file]') private picker!: HTMLInputElement;
  @query('lesson-recorder') private recorder!: LessonRecorder | null;
  readonly #sendings = new Sendings(one => this.lessonFor(one), () => this.#changed());

  get all() { return this.#sendings.all; }
  get busy() { return this.#sendings.busy; }
  get done() { return this.#sendings.done; }

  protected override render() {
    const filming = this.recorder?.filming ? this.recorder.sending : undefined;
    const rows = this.all.filter(one => one !== filming);
    const needed = rows.length ? pageWords(rows, this.unsaved, this.beside) : '';
    return html`
      <input type="file" id="recording" class="heard-only" accept=${accepted} aria-label="The recording"
        ?multiple=${this.several} @change=${() => this.take([...this.picker.files ?? []])} tabindex="-1">
      ${rows.length > 1 ? html`<p class="muted">${rows.length} lessons, one for each recording. The class,
        date, subject and question are for all of them. They are sent one after the other.</p>` : nothing}
      ${rows.length ? html`<ul role="list" class="rows">${repeat(rows, one => one,
        one => uploadRow(one, rows.length > 1, this.#acts))}</ul>` : nothing}
      ${this.camera ? html`<lesson-recorder .begin=${this.#film} .again=${this.#acts.goOn}
        @filming-ended=${this.#closeCamera} @recorder-closed=${this.#closeCamera}>
        </lesson-recorder>` : nothing}
      <p role="status" class=${needed ? 'muted' : 'heard-only'}>${needed}</p>
      ${this.#wayIn()}
      ${this.said ? html`<p role="alert" class="wrong">${this.said}</p>` : nothing}`;
  }

  #wayIn() {
    const { asked } = this;
    if (asked) return question(asked.file, asked.stopped, {
      choose: this.#choose,
      replace: () => void this.#end(asked.stopped, drop).then(() => this.#send(asked.file, asked.stopped)),
    });
    if (this.camera) return nothing;
    if (this.all.length) return !this.several ? nothing : html`
      <button class="plain quiet more" type="button" @click=${this.#choose}>${icon('plus')}
        Add the recording of another lesson</button>`;
    const stopped = this.several ? undefined : this.stopped[0];
    return invitation(stopped, this.several, {
      choose: this.#choose,
      film: () => { this.camera = true; },
      keep: () => void this.#end(stopped!, keepWhatHasArrived)
        .then(ended => ended && this.announce('upload-kept', stopped)),
      drop: () => void this.#end(stopped!, drop),
    });
  }

  /** Picked or dropped. */
  take(files: File[]) {
    this.picker.value = '';
    const { films, said } = sortOut(files);
    this.said = said;
    if (films.length === 0) return;
    if (!this.several && (films.length > 1 || this.all.length > 0)) {
      this.said = this.all.length > 0
        ? 'A recording of this lesson is already on its way.'
        : 'This lesson takes one recording at a time. Choose one of these files.';
      return;
    }
    this.asked = undefined;
    for (const file of films) this.#goOnOrBegin(file, films.length === 1);
  }

  #goOnOrBegin(file: File, alone: boolean) {
    const same = this.stopped.find(one => isTheSame(one, file));
    // A phone gives a video that it has made anew the same name.
    const before = this.several ? this.stopped.find(one => one.filename === file.name) : this.stopped[0];
    if (!same && before && alone) this.asked = { file, stopped: before };
    else this.#send(file, same, same?.url);
  }

  #send(file: File, stopped?: Unfinished, url?: string) {
    this.asked = undefined;
    const one = new Sending(file.name, file.size, titleFrom(file.name), false,
      news => new Transfer(file, news), this.#sendings.look);
    [one.lessonId, one.url] = [stopped?.lessonId, url];
    this.#begin(one);
  }

  #begin(one: Sending) {
    this.announce('upload-begun', one);
    this.#sendings.add(one);
  }

  async #end(stopped: Unfinished, how: (stopped: Unfinished) => Promise<void>) {
    try {
      await how(stopped);
      this.stopped = this.stopped.filter(one => one !== stopped);
      return true;
    } catch {
      this.said = 'We cannot reach LessonLens at the moment. What has arrived is safe; please try again.';
      return false;
    }
  }

  #film = (type: string) => {
    const filming = liveSending(nameNow(type), type, this.#sendings.look);
    this.#begin(filming.sending);
    return filming;
  };

  #choose = () => { this.picker.click(); };
  #closeCamera = () => { this.camera = false; };

  readonly #acts = {
    goOn: (one: Sending) => this.#sendings.goOn(one),
    retitled: () => this.#changed(),
    cancel: (one: Sending) => void this.#cancel(one),
    another: (one: Sending) => { void this.#cancel(one); this.#choose(); },
  };

  async #cancel(one: Sending) {
    this.stopped = this.stopped.filter(other => other.url !== one.url);
    this.#sendings.drop(one);
    this.announce('upload-dropped', one);
    await one.way.cancel();
  }

  #changed() {
    this.requestUpdate();
    // What is being filmed is shown there.
    this.recorder?.requestUpdate();
    this.announce('uploads-changed', {});
  }
}

declare global {
  interface HTMLElementTagNameMap { 'lesson-upload': LessonUpload }
}
