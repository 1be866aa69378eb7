import { html, nothing } from 'lit';
import { percent } from '../../Lessons/client/recording';
import { ask } from './ask-dialog';
import { wayOnWords, type WayOn } from './refusal';
import type { Sending } from './sending';
import { howFar, howLong, stateWords } from './upload-words';

export interface RowActs {
  goOn(one: Sending): void;
  cancel(one: Sending): void;
  another(one: Sending): void;
  retitled(one: Sending): void;
}

/** One recording on its way. `titled`: one of several, each with the title of its own lesson. */
export function uploadRow(one: Sending, titled: boolean, acts: RowActs) {
  const words = stateWords(one);
  return html`<li class="underway" data-state=${one.state}>
    ${titled && !one.url ? titleOf(one, acts) : nothing}
    <p class="file"><strong dir="auto">${one.name}</strong> <span class="muted">${howLong(one)}</span></p>
    <progress max="1" .value=${one.part} aria-label="How much of ${one.name} has arrived"
      ?hidden=${one.state === 'lost' || (one.state === 'queued' && one.bytes === 0)}></progress>
    <div class="state">
      <div>
        <p class="time">${one.state === 'lost' ? '' : howFar(one)}</p>
        <p role="status" class=${one.state === 'lost' ? 'wrong' : 'muted'}>${words}</p>
      </div>
      <div class="buttons">${buttons(one, acts)}</div>
    </div>
  </li>`;
}

function titleOf(one: Sending, acts: RowActs) {
  return html`<label class="field"><span class="label">Title</span>
    <input .value=${one.title} maxlength="200" autocomplete="off" dir="auto" required
      @input=${(event: Event) => {
        one.title = (event.target as HTMLInputElement).value;
        acts.retitled(one);
      }}></label>`;
}

function buttons(one: Sending, acts: RowActs) {
  const button = (label: string, does: () => void, look = 'button') =>
    html`<button class=${look} type="button" @click=${does}>${label}</button>`;
  const cancel = button('Cancel', () => void cancelled(one, acts), 'plain quiet');
  if (one.state === 'done') return nothing;
  if (one.state === 'lost') return [
    ...(one.refused?.ways ?? []).map(way => button(wayOnWords[way], () => takeWay(way, one, acts))),
    button('Remove', () => acts.cancel(one), 'plain quiet'),
  ];
  if (one.state === 'paused') return [button('Go on', () => acts.goOn(one)), cancel];
  return [button('Pause', () => void one.way.pause()), cancel];
}

function takeWay(way: WayOn, one: Sending, acts: RowActs) {
  if (way === 'again') acts.goOn(one);
  else if (way === 'from-start') one.way.fromStart();
  else acts.another(one);
}

async function cancelled(one: Sending, acts: RowActs) {
  const arrived = one.bytes === 0 || await ask({
    title: 'Cancel this upload?',
    words: `The ${percent(one.part)} of ${one.name} that have arrived are dropped. ${one.live
      ? 'This recording is nowhere else.' : 'The file on your own device stays.'}`,
    yes: 'Cancel upload',
    no: 'Keep it',
  });
  if (arrived) acts.cancel(one);
}
