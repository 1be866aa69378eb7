import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../Shared/client/icon';
import { PageElement } from '../../Shared/client/page-element';
import type { Note } from './conversation';

/** How many of one's notes nobody else sees, and the one press that shares them; tells `notes-shared`. */
@customElement('unshared-notes')
export class UnsharedNotes extends PageElement {
  @property({ attribute: false }) notes: readonly Note[] = [];

  protected override render() {
    const { notes } = this;
    if (notes.length === 0) return nothing;
    const many = notes.length > 1;
    return html`<p class="small with-icon">
      ${icon('lock')} ${notes.length} ${many ? 'notes' : 'note'} only you can see
      <button class="plain" type="button"
        @click=${() => this.announce('notes-shared', { notes, draft: false })}>
        Share my ${many ? 'notes' : 'note'}</button></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'unshared-notes': UnsharedNotes }
}
