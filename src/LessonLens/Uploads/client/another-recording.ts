import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { getJson, send } from '../../Shared/client/http';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { duration } from '../../Shared/client/times';
import { ask } from './ask-dialog';
import { fileSize } from './file-size';

/** A recording of the lesson that has arrived, as the API tells it. */
export interface Arrived {
  id: string;
  fileName?: string | null;
  bytes: number;
  arrivedAt: string;
  durationMs?: number | null;
  shown: boolean;
}

// Progress of the one that is shown comes with the same news.
const betweenLooksMs = 1000;

/** Further recordings of a lesson: its owner chooses which one it shows. */
@customElement('another-recording')
export class AnotherRecording extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @state() private others: readonly Arrived[] = [];
  @state() private shown: Arrived | undefined;
  @state() private busy = false;
  @state() private wrong = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    void this.#look();
    // The page has one line for news, which <recording-status> holds: a browser has only six to a server.
    document.addEventListener('recording-changed', this.#soon);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('recording-changed', this.#soon);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  protected override render() {
    return this.others.map(other => html`<section class="card another" aria-label="Another recording">
      ${icon('film')}
      <div>
        <p role="status">${this.#isNew(other)
          ? 'Another recording of this lesson has arrived:' : 'You have another recording of this lesson:'}
          <strong dir="auto">${other.fileName ?? 'without a name'}</strong>, ${size(other)}.</p>
        <p class="muted">Your lesson shows the one above until you choose. Notes stay at their times.</p>
        <div class="buttons">
          <button class="button" type="button" ?disabled=${this.busy}
            @click=${() => void this.#show(other)}>Show this one instead</button>
          <button class="plain quiet" type="button" ?disabled=${this.busy}
            @click=${() => void this.#delete(other)}>Delete it</button>
        </div>
        ${this.wrong ? html`<p role="alert" class="wrong">${this.wrong}</p>` : nothing}
      </div></section>`);
  }

  #isNew({ arrivedAt }: Arrived) {
    return !this.shown || arrivedAt > this.shown.arrivedAt;
  }

  #soon = () => {
    this.#timer ??= setTimeout(() => { this.#timer = undefined; void this.#look(); }, betweenLooksMs);
  };

  async #look() {
    const all = await getJson<Arrived[]>(`/api/lessons/${this.lessonId}/recordings`).catch(() => undefined);
    if (!all) return;
    this.others = all.filter(one => !one.shown);
    this.shown = all.find(one => one.shown);
  }

  async #show({ id }: Arrived) {
    // Player, timeline and notes begin anew with the other picture.
    if (await this.#do('PUT', 'recording', { recordingId: id })) location.reload();
  }

  async #delete({ id, fileName }: Arrived) {
    const sure = await ask({
      title: 'Delete this recording?',
      words: `${fileName ?? 'It'} goes for good. The recording that the lesson shows stays, and so does the `
        + 'file on your own device.',
      yes: 'Delete recording',
      no: 'Keep it',
    });
    if (sure && await this.#do('DELETE', `recordings/${id}`)) await this.#look();
  }

  async #do(method: string, what: string, body?: unknown) {
    [this.busy, this.wrong] = [true, ''];
    try {
      await send(method, `/api/lessons/${this.lessonId}/${what}`, body);
      return true;
    } catch (error) {
      this.wrong = (error as Error).message;
      return false;
    } finally {
      this.busy = false;
    }
  }
}

const size = ({ bytes, durationMs }: Arrived) => durationMs ? duration(durationMs) : fileSize(bytes);

declare global {
  interface HTMLElementTagNameMap { 'another-recording': AnotherRecording }
}
