import { html, nothing } from 'lit';
import { longestFocus } from './focus';
import type { Person } from './grants';

export interface GrantDialog {
  people: Person[];
  /** There is no question yet, and whoever writes notes needs one. */
  asksQuestion: boolean;
  give(event: SubmitEvent): void;
  mayChosen(event: Event): void;
  close(): void;
}

/**
 * Lets the owner say who, what and why; a lesson is never shared without a reason, and for notes not without
 * a question.
 */
export const grantDialog = ({ people, asksQuestion, give, mayChosen, close }: GrantDialog) => html`
  <dialog aria-labelledby="grant-title">
    <form class="stack" @submit=${give}>
      <h2 id="grant-title">Let a colleague see this lesson</h2>
      <div class="field">
        <label for="grant-person">Who</label>
        <select id="grant-person" name="person" required>
          ${people.map(person => html`<option value=${person.id}>${person.name}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="grant-may">May</label>
        <select id="grant-may" name="may" @change=${mayChosen}>
          <option value="annotate">watch it and write notes</option>
          <option value="view">watch it</option>
        </select>
      </div>
      ${asksQuestion ? html`<div class="field">
        <label for="grant-question">Your question</label>
        <textarea id="grant-question" name="question" rows="2" required maxlength=${longestFocus}
          aria-describedby="grant-question-hint"></textarea>
        <p class="hint" id="grant-question-hint">
          What would you like to find out with this lesson? Notes then answer it.</p>
      </div>` : nothing}
      <div class="field">
        <label for="grant-reason">Why</label>
        <input id="grant-reason" name="reason" required maxlength="500" autocomplete="off"
          aria-describedby="grant-reason-hint">
        <p class="hint" id="grant-reason-hint">
          Your colleague reads this, for example “We talk about it on Friday”.</p>
      </div>
      <div class="field">
        <label for="grant-until">Until (if you wish)</label>
        <input id="grant-until" name="until" type="date" aria-describedby="grant-until-hint">
        <p class="hint" id="grant-until-hint">
          Otherwise to the end of the school year. You can withdraw it at any time.</p>
      </div>
      <div class="buttons">
        <button class="button main">Let them see it</button>
        <button class="button" type="button" @click=${close}>Cancel</button>
      </div>
    </form>
  </dialog>`;
