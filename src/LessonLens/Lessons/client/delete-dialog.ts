import { html, nothing, render } from 'lit';
import { send } from '../../Shared/client/http';

export interface ToDelete {
  id: string;
  title: string;
  /** The others who can see it, in words; empty when nobody else can. */
  seenBy: string;
}

/** Says what goes and what is safe, and deletes when the owner wants it. True when it is deleted. */
export function askAndDelete(lesson: ToDelete) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'delete-title');
  dialog.setAttribute('aria-describedby', 'delete-words');
  document.body.append(dialog);
  return new Promise<boolean>(resolve => {
    let deleted = false;
    const ask = async () => {
      draw(dialog, lesson, ask, { busy: true });
      try {
        await send('DELETE', `/api/lessons/${lesson.id}`);
        deleted = true;
        dialog.close();
      } catch (error) {
        draw(dialog, lesson, ask, { wrong: (error as Error).message });
      }
    };
    dialog.addEventListener('close', () => { dialog.remove(); resolve(deleted); });
    draw(dialog, lesson, ask, {});
    dialog.showModal();
  });
}

function draw(
  dialog: HTMLDialogElement, { title, seenBy }: ToDelete, ask: () => Promise<void>,
  { busy = false, wrong = '' },
) {
  render(html`<div class="stack">
    <h2 id="delete-title">Delete <em dir="auto">${title}</em>?</h2>
    <div id="delete-words" class="stack close">
      <p>The recording, your question and everybody’s notes on it go for good${seenBy
        ? html`, also for <bdi>${seenBy}</bdi>` : nothing}.</p>
      <p class="muted">Your other lessons stay as they are, and so does the file on your own device.
        For a minute you can undo it.</p>
    </div>
    ${wrong ? html`<p role="alert" class="wrong">${wrong}</p>` : nothing}
    <div class="buttons">
      <button class="button danger" type="button" ?disabled=${busy} @click=${() => void ask()}>
        Delete lesson</button>
      <button class="button" type="button" autofocus @click=${() => dialog.close()}>Keep it</button>
    </div>
  </div>`, dialog);
}

/** Every button on the page that names a lesson to delete, also those that come later. */
export function heedDeleteButtons(deleted: (lesson: ToDelete) => void) {
  document.addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLElement>('[data-delete]');
    if (!button) return;
    const { delete: id = '', title = '', seenBy = '' } = button.dataset;
    void askAndDelete({ id, title, seenBy }).then(done => { if (done) deleted({ id, title, seenBy }); });
  });
}
