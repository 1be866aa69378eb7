import { html, render } from 'lit';

/**
 * What could not be saved stays in sight, each with its words, until somebody puts it away. `wayOn` is where
 * the focus goes then.
 */
export function keepInSight(place: HTMLElement, sentence: string, wayOn: HTMLElement) {
  const one = document.createElement('div');
  one.setAttribute('role', 'alert');
  const putAway = () => { one.remove(); wayOn.focus({ preventScroll: true }); };
  render(html`<p dir="auto">${sentence}</p>
    <button class="plain quiet" type="button" @click=${putAway}>Put it away</button>`, one);
  place.append(one);
}
