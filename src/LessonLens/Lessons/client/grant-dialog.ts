import { html, nothing } from 'lit';
import { longestFocus } from './focus';
import { kindWords, namesOf, type Group, type Person } from './grants';

export interface GrantDialog {
  people: Person[];
  groups: Group[];
  /** The group that is chosen, if one is. */
  group: Group | undefined;
  /** There is no question yet, and whoever writes notes needs one. */
  asksQuestion: boolean;
  give(event: SubmitEvent): void;
  whoChosen(event: Event): void;
  mayChosen(event: Event): void;
  close(): void;
}

/**
 * Lets the owner say who, what and why; a lesson is never shared without a reason, and for notes not without
 * a question.
 */
export const grantDialog = (
  { people, groups, group, asksQuestion, give, whoChosen, mayChosen, close }: GrantDialog,
) => html`
  <dialog aria-labelledby="grant-title">
    <form class="stack" @submit=${give}>
      <h2 id="grant-title">Let colleagues see this lesson</h2>
      <div class="field">
        <label for="grant-person">Who</label>
        <select id="grant-person" name="to" required @change=${whoChosen}
          aria-describedby=${group ? 'grant-group-hint' : nothing}>
          <option value="">Please choose</option>
          ${groups.length === 0 ? options(people) : html`
            ${people.length === 0 ? nothing : html`<optgroup label="People">${options(people)}</optgroup>`}
            <optgroup label="Groups">${options(groups)}</optgroup>`}
        </select>
        ${group ? html`<p class="hint" id="grant-group-hint">
          A ${kindWords(group.kind)}: ${namesOf(group.members.map(one => one.name))}. Whoever comes into it
          sees the lesson too, and whoever leaves it no longer does.</p>` : nothing}
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
          Your colleagues read this, for example “We talk about it on Friday”.</p>
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

const options = (all: Person[]) =>
  all.map(one => html`<option value=${one.id}>${one.name}</option>`);
