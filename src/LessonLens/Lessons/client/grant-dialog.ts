import { html } from 'lit';
import type { Person } from './grants';

/** Lets the owner say who, what and why; a lesson is never shared without a reason. */
export const grantDialog = (people: Person[], give: (event: SubmitEvent) => void, close: () => void) => html`
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
        <select id="grant-may" name="may">
          <option value="annotate">watch it and write notes</option>
          <option value="view">watch it</option>
        </select>
      </div>
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
