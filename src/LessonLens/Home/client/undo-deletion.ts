import { send } from '../../Shared/client/http';

const forms = () => document.querySelectorAll<HTMLFormElement>('#deleted form');

/**
 * "Deleted: … Undo", for as long as it can be undone. The server says what is there, so it is there on
 * every way back to this page.
 */
export function heedUndo(changed: () => Promise<unknown>) {
  const deleted = document.querySelector('#deleted')!;
  deleted.addEventListener('submit', event => {
    event.preventDefault();
    void undo(event.target as HTMLFormElement, changed);
  });
  new MutationObserver(letGoInTime).observe(deleted, { childList: true, subtree: true });
  letGoInTime();
}

/** Whoever comes from deleting a lesson hears so, with the way back under their hand. */
export function pointToUndo() {
  forms()[0]?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
}

async function undo(form: HTMLFormElement, changed: () => Promise<unknown>) {
  const id = new FormData(form).get('lesson') as string;
  try {
    await send('DELETE', `/api/lessons/${id}/deletion`);
    await changed();
    document.querySelector<HTMLElement>(`#lesson-${CSS.escape(id)} h3 a`)?.focus();
  } catch (error) {
    const words = form.querySelector('p')!;
    words.setAttribute('role', 'alert');
    words.textContent = (error as Error).message;
  }
}

const leaving = new WeakSet<HTMLFormElement>();

function letGoInTime() {
  for (const form of forms()) {
    if (leaving.has(form)) continue;
    leaving.add(form);
    setTimeout(() => letGo(form), Number(form.dataset['secondsLeft']) * 1000);
  }
}

/** Whoever still stands on its button goes on at the beginning of the page. */
function letGo(form: HTMLFormElement) {
  const hadFocus = form.contains(document.activeElement);
  form.remove();
  if (hadFocus) document.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true });
}
