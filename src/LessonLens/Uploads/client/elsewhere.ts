import { html, nothing, render } from 'lit';
import { offerShort, type Unfinished } from './unfinished';

/** Uploads of other lessons that are not complete, each a way to go on. */
export function showElsewhere(place: HTMLElement, all: readonly Unfinished[]) {
  place.hidden = all.length === 0;
  render(html`<div><ul role="list">${all.map(one => html`
    <li><a href="/lessons/new?lesson=${one.lessonId}">${offerShort(one)}</a></li>`)}</ul>
    ${all.length > 1 ? html`<p class="muted small">Or choose all their files again below: each goes on where
      it stopped.</p>` : nothing}</div>`, place);
}
