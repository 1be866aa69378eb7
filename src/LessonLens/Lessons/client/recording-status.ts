import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import { listenToRecordings } from './recording-news';
import { inWords, type Recording } from './recording';

/** Where the recording is on its way, in plain words and with the next step; tells `recording-changed`. */
@customElement('recording-status')
export class RecordingStatus extends PageElement {
  @property({ attribute: 'lesson-id' }) lessonId = '';
  @property({ type: Object }) recording!: Recording;
  @property({ type: Boolean }) mine = false;
  #stop: (() => void) | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.setAttribute('role', 'status');
    // A finished recording has no more news, but its owner may add a new file in another tab.
    this.#stop = listenToRecordings((id, recording) => this.#heard(id, recording));
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    const { title, more, next } = inWords(this.recording, this.mine);
    if (!title) return nothing;
    return this.recording.playable
      ? html`<p class="muted small">${title}</p>`
      : html`<div class="picture-note">
          ${this.recording.state === 'failed' ? icon('circle-alert') : icon('film')}
          <p class="say">${title}</p>
          ${this.#bar()}
          ${more ? html`<p class="muted">${more}</p>` : nothing}
          ${next ? html`<a class="button" href="/lessons/new?lesson=${this.lessonId}">${next}</a>` : nothing}
        </div>`;
  }

  #bar() {
    const { state, progress } = this.recording;
    if (state !== 'arriving' && state !== 'processing') return nothing;
    return html`<progress max="1" .value=${progress} aria-label="How far it is"></progress>`;
  }

  #heard(id: string, recording: Recording) {
    if (id !== this.lessonId) return;
    this.recording = recording;
    this.announce('recording-changed', recording);
  }
}

declare global {
  interface HTMLElementTagNameMap { 'recording-status': RecordingStatus }
}
