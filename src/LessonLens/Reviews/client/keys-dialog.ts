import { html, render } from 'lit';
import { icon } from '../../Shared/client/icon';
import { watchingKeys, writingKeys } from './room-keys';

/** The list of keys, shown by "?" and by its button. */
export function showKeys(writes: boolean) {
  const keyList = writes ? [...writingKeys, ...watchingKeys] : watchingKeys;
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'keys-title');
  render(html`<div class="stack">
    <h2 id="keys-title">Keys</h2>
    <dl class="keys">${keyList.map(([keys, does]) => html`
      <dt>${keys.map((key, i) => html`${i > 0 ? ' ' : ''}<kbd>${key}</kbd>`)}</dt><dd>${does}</dd>`)}</dl>
    <form method="dialog" class="buttons"><button class="button">${icon('x')} Close</button></form>
  </div>`, dialog);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
