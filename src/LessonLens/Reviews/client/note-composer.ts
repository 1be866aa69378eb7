import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { position } from '../../Shared/client/times';
import { kinds, kindWords, longestNote, type Kind, type NoteContent } from './annotation';
import type { Stroke } from './drawing';
import './drawing-tools';
import { kindChoices, type Choice } from './kind-choices';
import { inShort, isSpan, spoken, type Span } from './span';
import { WritingElement } from './writing-element';

const sameSecond = (a: number, b: number) => Math.floor(a / 1000) !== Math.floor(b / 1000);

/**
 * Always at hand under the conversation. Tells `writing-began` (the page pauses and gives the moment),
 * `note-written` and `writing-dropped`; and `take-moment`, `take-end`, `take-no-end` to move the note
 * under way.
 */
@customElement('note-composer')
export class NoteComposer extends WritingElement {
  /** Where the playhead is: the moment that a note would take now. */
  @property({ attribute: false, hasChanged: sameSecond }) momentMs = 0;
  /** The moment or span that the note under way has taken. */
  @property({ attribute: false }) taken: Span | undefined;
  @property({ attribute: false }) openKinds: readonly Kind[] = kinds;
  @state() private choice: Choice = { kind: 'noticed', about: undefined };
  @state() private strokes: readonly Stroke[] = [];
  /** Chosen once, it stays so until the page is left. */
  @state() private onlyForMe = false;
  /** What a key has done here while the focus was elsewhere, for those who listen. */
  @state() private heard = '';

  /** A button elsewhere is being pressed: closing now would move it away from under the pointer. */
  @state() private staysOpen = false;

  /** Where one was before a key led here. */
  #from: Element | null = null;

  override get hasWords() { return super.hasWords || this.strokes.length > 0; }
  protected override get needsWords() { return this.strokes.length === 0; }
  protected override get beginning() { return 'writing-began'; }

  async write() {
    if (!this.contains(document.activeElement)) this.#from = document.activeElement;
    // Nobody writes where they do not see it.
    if (document.fullscreenElement) await document.exitFullscreen();
    this.box.focus();
  }

  choose(kind: Kind) {
    if (!this.openKinds.includes(kind)) return;
    this.choice = { ...this.choice, kind };
    this.heard = `Your note: ${kindWords[kind]}`;
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('pointerdown', () => { this.staysOpen = this.contains(document.activeElement); }, true);
    // After the click that comes of it.
    const closes = () => setTimeout(() => { this.staysOpen = false; });
    addEventListener('pointerup', closes, true);
    addEventListener('pointercancel', closes, true);
  }

  protected override willUpdate(changed: Map<string, unknown>) {
    const { openKinds } = this;
    if (!openKinds.includes(this.choice.kind)) this.choice = { ...this.choice, kind: openKinds[0]! };
    // Whoever is in the box hears its label.
    if (!changed.has('taken') || !this.taken || this.contains(document.activeElement)) return;
    this.heard = `Your note at ${spoken(this.taken)}`;
  }

  protected override render() {
    const at = inShort(this.taken ?? { atMs: this.momentMs });
    return html`
      <p class="heard-only" role="status">${this.heard}</p>
      <form ?data-writing=${this.begun || !!this.taken || this.staysOpen} @submit=${this.submitted}>
        <div class="take">
          <label for="note-text">Your note at <span class="time">${at}</span></label>
          ${this.#elsewhere()}
        </div>
        <textarea id="note-text" rows="1" maxlength=${longestNote} placeholder="What do you see here?"
          @input=${this.typed} @keydown=${this.pressed}></textarea>
        <div class="about-the-note">
          ${kindChoices(this.choice, 'new', choice => { this.choice = choice; }, this.openKinds)}
          <drawing-tools .strokes=${this.strokes} .atMs=${this.taken?.atMs}
            @drawing-began=${() => this.begin()}
            @strokes-changed=${(event: CustomEvent<Stroke[]>) => { this.strokes = event.detail; }}
          ></drawing-tools>
          <div class="choices"><label><input type="checkbox" .checked=${this.onlyForMe}
            @change=${this.#keep}>${icon('lock')} Only for me for now</label></div>
          <div class="buttons">
            <button class="button main">${icon('send')} Save note</button>
            ${this.begun || this.taken
              ? html`<button class="plain quiet" type="button" @click=${this.#dropByButton}>Drop it</button>`
              : nothing}
          </div>
        </div>
      </form>`;
  }

  /** Whoever goes elsewhere while writing may move or end the note there; it never moves by itself. */
  #elsewhere() {
    const taken = this.taken;
    if (!taken) return nothing;
    const here = html`<span class="time">${position(this.momentMs)}</span>`;
    const button = (tell: string, words: unknown) => html`
      <button class="plain" type="button" @click=${() => this.#take(tell)}>${words}</button>`;
    const away = Math.abs((taken.untilMs ?? taken.atMs) - this.momentMs) >= 1000;
    return html`
      ${isSpan(taken) ? button('take-no-end', 'Make it a moment') : nothing}
      ${away && this.momentMs >= taken.atMs + 1000 ? button('take-end', html`Until ${here}`) : nothing}
      ${away && !isSpan(taken) ? button('take-moment', html`Move it to ${here}`) : nothing}`;
  }

  // These buttons go when they are pressed; the way on from there is the text.
  #take(tell: string) {
    this.announce(tell, {});
    this.box.focus();
  }

  readonly #dropByButton = ({ detail }: MouseEvent) => {
    this.drop();
    // Pressed by a key and not by a pointer, which counts its clicks.
    if (detail === 0) this.box.focus();
  };

  readonly #keep = ({ target }: Event) => { this.onlyForMe = (target as HTMLInputElement).checked; };

  protected override send(text: string) {
    const { atMs, untilMs } = this.taken ?? { atMs: this.momentMs };
    const { kind, about } = this.choice;
    this.announce<NoteContent>('note-written', {
      atMs, ...(untilMs != null ? { untilMs } : {}), kind, ...(about ? { about } : {}), text,
      ...(this.onlyForMe ? { draft: true } : {}),
      ...(this.strokes.length > 0 ? { drawing: { strokes: this.strokes } } : {}),
    });
    this.#empty();
  }

  #empty() {
    this.strokes = [];
    this.fill('');
  }

  protected override drop() {
    this.#empty();
    this.box.blur();
    if (this.#from instanceof HTMLElement) this.#from.focus({ preventScroll: true });
    this.#from = null;
    this.announce('writing-dropped', {});
  }
}

declare global {
  interface HTMLElementTagNameMap { 'note-composer': NoteComposer }
}
