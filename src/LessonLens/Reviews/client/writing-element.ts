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

  /** Never without words. */
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

  protected readonly typed = () => {
    grow(this.box);
    if (this.begun || !this.hasWords) return;
    this.begun = true;
    this.announce(this.beginning, {});
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
    if (text) this.send(text);
    else this.box.focus();
  }
}
