import { html, nothing, render } from 'lit';

/**
 * What could not be saved stays in sight, each with its words, until somebody puts it away. `wayOn` is where
 * the focus goes then.
 */
export function keepInSight(place: HTMLElement, sentence: string, words: string, wayOn: HTMLElement) {
  const one = document.createElement('div');
  one.setAttribute('role', 'alert');
  const putAway = () => { one.remove(); wayOn.focus({ preventScroll: true }); };
  render(html`<div><p class="wrong">${sentence}</p>
    <button class="plain quiet" type="button" @click=${putAway}>Put it away</button></div>
    ${words ? html`<p>Your words were: <span dir="auto">“${words}”</span></p>` : nothing}`, one);
  // The box for them scrolls, and this one is news.
  place.prepend(one);
}
