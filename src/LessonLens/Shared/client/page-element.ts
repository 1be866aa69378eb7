import { LitElement } from 'lit';

/** An element that renders into the page itself: one style sheet, labels and focus work across elements. */
export class PageElement extends LitElement {
  protected override createRenderRoot() {
    // What the server wrote inside is for the time before the script runs.
    this.replaceChildren();
    return this;
  }

  protected announce<T>(name: string, detail: T) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
