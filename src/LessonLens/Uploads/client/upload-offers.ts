import { html, nothing } from 'lit';
import { icon } from '../../Shared/client/icon';
import { isLive, offer, otherFile, type Unfinished } from './unfinished';

/** Whether another file may take the place of one that stopped. */
export function question(
  file: File, stopped: Unfinished, acts: { choose(): void; replace(): void },
) {
  return html`<div class="underway" role="alert">
    <p>${otherFile(stopped, file)}</p>
    <div class="buttons">
      <button class="button" type="button" @click=${acts.choose}>Choose again</button>
      <button class="button danger" type="button" @click=${acts.replace}>Start with this one</button>
    </div></div>`;
}

/** What was recorded in a browser and has no end: kept as far as it came, or dropped. */
export function withoutEnd(stopped: Unfinished, acts: { keep(): void; drop(): void }) {
  return html`<div class="underway">
    <p>${offer(stopped)}</p>
    <div class="buttons">
      ${stopped.offset > 0 ? html`<button class="button" type="button" @click=${acts.keep}>
        Keep what has arrived</button>` : nothing}
      <button class="plain quiet" type="button" @click=${acts.drop}>Drop it</button>
    </div>
    <p class="hint">If it is still being recorded on another page or device, stop it there instead.</p>
  </div>`;
}

/** Where nothing is under way: what stopped, or how to begin. */
export function invitation(
  stopped: Unfinished | undefined, several: boolean,
  acts: { choose(): void; film(): void; keep(): void; drop(): void },
) {
  if (stopped && isLive(stopped)) return withoutEnd(stopped, acts);
  return html`<div class="drop">
    ${stopped ? html`<p><strong>${offer(stopped)}</strong></p>` : nothing}
    ${chooseButtons(!!stopped, acts)}
    <p class="hint"><span class="can-drop">You can also drop it anywhere on this page.</span> It starts to
      upload at once, and only you can see it.${several ? ' Several files become several lessons.' : ''}</p>
  </div>`;
}

function chooseButtons(goesOn: boolean, { choose, film }: { choose(): void; film(): void }) {
  return html`<div class="buttons">
    <button class="button" type="button" @click=${choose}>${icon('upload')}
      ${goesOn ? 'Choose the file' : 'Choose the recording'}</button>
    ${goesOn ? nothing : html`<button class="button" type="button" @click=${film}>${icon('video')}
      Record here</button>`}
  </div>`;
}
