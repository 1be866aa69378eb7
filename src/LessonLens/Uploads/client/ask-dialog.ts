import { html, render } from 'lit';

export interface Question {
  title: string;
  /** What goes and what is safe. */
  words: string;
  yes: string;
  no: string;
}

/** Asks before something goes for good; the answer that changes nothing has the focus. */
export function ask({ title, words, yes, no }: Question) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'ask-title');
  dialog.setAttribute('aria-describedby', 'ask-words');
  render(html`<div class="stack">
    <h2 id="ask-title">${title}</h2>
    <p id="ask-words">${words}</p>
    <div class="buttons">
      <button class="button danger" type="button" @click=${() => dialog.close('yes')}>${yes}</button>
      <button class="button" type="button" autofocus @click=${() => dialog.close()}>${no}</button>
    </div></div>`, dialog);
  document.body.append(dialog);
  return new Promise<boolean>(resolve => {
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); });
    dialog.showModal();
  });
}
