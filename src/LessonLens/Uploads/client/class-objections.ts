import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { PageElement } from '../../Shared/client/page-element';

interface ClassWithObjections {
  name: string;
  pupils: string[];
  lawfulBasis?: string | null;
}

/** Who in the class must not be recorded, and the owner's word on it before a recording goes. */
@customElement('class-objections')
export class ClassObjections extends PageElement {
  @property({ type: Array }) classes: ClassWithObjections[] = [];
  @state() private named = '';

  get handled() { return this.querySelector('textarea')?.value.trim() ?? ''; }

  override connectedCallback() {
    super.connectedCallback();
    const field = document.querySelector<HTMLInputElement>('#class');
    this.named = field?.value.trim() ?? '';
    field?.addEventListener('input', () => { this.named = field.value.trim(); });
  }

  protected override render() {
    const found = this.classes.find(one => one.name === this.named);
    if (!found) return nothing;
    return html`<div class="card objections">
      <p>${found.pupils.length > 0
        ? html`<strong>${found.pupils.join(', ')}</strong> must not be recorded.`
        : html`<strong>Somebody in this class must not be recorded.</strong> Its teacher knows who.`}</p>
      ${found.lawfulBasis ? html`<p class="muted small">Lawful basis: ${found.lawfulBasis}</p>` : nothing}
      <div class="field">
        <label for="handled">How did you handle it?</label>
        <textarea id="handled" rows="2" maxlength="255" aria-describedby="handled-hint"></textarea>
        <p class="hint" id="handled-hint">A sentence, before you choose the recording. It is kept with the
          recording, and the lesson stays in your school.</p>
      </div>
    </div>`;
  }
}
