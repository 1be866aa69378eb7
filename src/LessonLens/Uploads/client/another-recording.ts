import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { listenToRecordings } from '../../Lessons/client/recording-news';
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
  durationMs?: number | null;
  shown: boolean;
}

/** Further recordings of a lesson: its owner chooses which one it shows. */
@customElement('another-recording')
export class AnotherRecording extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @state() private others: readonly Arrived[] = [];
  @state() private busy = false;
  @state() private wrong = '';
  #stop: (() => void) | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#stop = listenToRecordings(id => { if (id === this.lessonId) void this.#look(); });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    return this.others.map(other => html`<section class="card another" aria-label="Another recording">
      ${icon('film')}
      <div>
        <p role="status">Another recording of this lesson has arrived:
          <strong dir="auto">${other.fileName ?? 'without a name'}</strong>, ${size(other)}.
          The lesson shows the first one until you choose.</p>
        <div class="buttons">
          <button class="button" type="button" ?disabled=${this.busy}
            @click=${() => void this.#show(other)}>Show this one instead</button>
          <button class="plain quiet" type="button" ?disabled=${this.busy}
            @click=${() => void this.#delete(other)}>Delete it</button>
        </div>
        ${this.wrong ? html`<p role="alert" class="wrong">${this.wrong}</p>` : nothing}
      </div></section>`);
  }

  async #look() {
    const all = await getJson<Arrived[]>(`/api/lessons/${this.lessonId}/recordings`).catch(() => undefined);
    if (all) this.others = all.filter(one => !one.shown);
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
