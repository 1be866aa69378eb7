import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { columnsOf, soundShape, type Peaks } from './sound-shape';

/** More would be finer than a screen. */
const mostColumns = 480;

/** How loud it is along the line: where people talk, and where it is quiet. For eyes only. */
@customElement('sound-line')
export class SoundLine extends PageElement {
  /** Where the loudness is told. */
  @property() src = '';
  /** The picture is there, so this may be fetched. */
  @property({ attribute: false }) wanted = false;
  /** All that is made of the recording is there: who asked too early asks again. */
  @property({ attribute: false }) complete = false;
  @property({ attribute: false }) lengthMs = 0;
  @state() private columns: number[] = [];
  @state() private soundMs = 0;

  override connectedCallback() {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    const asks = changed.has('wanted') || changed.has('complete');
    if (asks && this.wanted && this.columns.length === 0) void this.#load();
  }

  protected override render() {
    if (this.columns.length === 0) return nothing;
    return html`<svg viewBox="0 0 ${this.columns.length} 2" preserveAspectRatio="none">
      <path d=${soundShape(this.columns)}></path></svg>`;
  }

  protected override updated() {
    // The sound may end before the picture does. (The page's policy allows no style attributes.)
    const part = this.lengthMs > 0 ? Math.min(1, this.soundMs / this.lengthMs) : 1;
    this.querySelector('svg')?.style.setProperty('width', `${part * 100}%`);
  }

  async #load() {
    try {
      const answer = await fetch(this.src);
      if (!answer.ok) return;
      const { perSecond, peaks } = await answer.json() as Peaks;
      this.columns = columnsOf(peaks, mostColumns);
      this.soundMs = peaks.length / perSecond * 1000;
    } catch { /* Without a line the lesson can be watched all the same. */ }
  }
}

declare global {
  interface HTMLElementTagNameMap { 'sound-line': SoundLine }
}
