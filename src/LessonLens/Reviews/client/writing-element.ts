import { query, state } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';
import { boxKey, grow } from './writing-box';

/** A box for words, wherever it stands: it grows with them, and its keys mean the same everywhere. */
export abstract class WritingElement extends PageElement {
  @query('textarea') protected box!: HTMLTextAreaElement;
  @state() protected begun = false;

  /** What stood there before, and what is told with the first change of it. */
  protected get original() { return ''; }
  protected get beginning() { return 'typing-began'; }

  /** Something was written here that is not yet sent. */
  get hasWords() { return !!this.box && this.box.value.trim() !== this.original.trim(); }

  /** As they stand there, to be kept when the box has to go. */
  get words() { return this.hasWords ? this.box.value.trim() : ''; }

  /** Without words only if there is something else. */
  protected get needsWords() { return true; }
  protected abstract send(text: string): void;
  protected abstract drop(): void;

  /** Puts words into the box as if nothing had been written yet. */
  protected fill(text: string) {
    this.begun = false;
    this.box.value = text;
    grow(this.box);
  }

  /** For a box that was asked for: one goes on in it at once. */
  protected open() {
    this.fill(this.original);
    this.box.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: 'nearest' });
  }

  protected begin() {
    if (this.begun) return;
    this.begun = true;
    this.announce(this.beginning, {});
  }

  protected readonly typed = () => {
    grow(this.box);
    if (this.hasWords) this.begin();
  };

  protected readonly pressed = (event: KeyboardEvent) => {
    const meaning = boxKey(event);
    if (!meaning) return;
    event.preventDefault();
    if (meaning === 'send') this.#trySend();
    else this.drop();
  };

  protected readonly submitted = (event: Event) => {
    event.preventDefault();
    this.#trySend();
  };

  #trySend() {
    const text = this.box.value.trim();
    if (text || !this.needsWords) this.send(text);
    else this.box.focus();
  }
}
