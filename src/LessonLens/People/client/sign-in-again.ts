import { html, render } from 'lit';
import { problemTitle, renewSignInWith } from '../../Shared/client/http';

/** The next word of somebody who writes belongs to their text and not into this dialog. */
const pauseInTypingMs = 1500;

/** A sign-in that ran out is renewed in a dialog on the page, so that nothing written is lost. */
export function renewSignInIn(body: HTMLElement) {
  let typedMs = -Infinity;
  body.addEventListener('input', () => { typedMs = performance.now(); });
  const untilPauseMs = () => typedMs + pauseInTypingMs - performance.now();
  renewSignInWith(async () => {
    while (untilPauseMs() > 0) await new Promise(resolve => setTimeout(resolve, untilPauseMs()));
    return await askIn(body);
  });
}

function askIn(body: HTMLElement) {
  return new Promise<boolean>(resolve => {
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-labelledby', 'again-title');
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'signed-in');
    });
    show(dialog, '');
    body.append(dialog);
    dialog.showModal();
  });
}

function show(dialog: HTMLDialogElement, wrong: string, codeNeeded = false) {
  render(html`<form @submit=${(event: SubmitEvent) => void signIn(event, dialog)}>
    <h2 id="again-title">Please sign in again</h2>
    <p>You were signed out after a while. What you have written is still here.</p>
    <div class="field"><label for="again-email">E-mail</label>
      <input id="again-email" name="email" type="email" autocomplete="username" required></div>
    <div class="field"><label for="again-password">Password</label>
      <input id="again-password" name="password" type="password" autocomplete="current-password" required
        aria-describedby="again-wrong"></div>
    ${codeNeeded ? html`<div class="field"><label for="again-code">Code</label>
      <input id="again-code" name="code" autocomplete="one-time-code" required autofocus
        aria-describedby="again-wrong"></div>` : ''}
    <p id="again-wrong" class="wrong" role="alert">${wrong}</p>
    <div class="buttons">
      <button class="button main">Sign in</button>
      <button class="button" type="button" @click=${() => dialog.close()}>Later</button>
    </div>
  </form>`, dialog);
}

async function signIn(event: SubmitEvent, dialog: HTMLDialogElement) {
  event.preventDefault();
  const credentials = Object.fromEntries(new FormData(event.target as HTMLFormElement));
  try {
    const response = await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    if (!response.ok) {
      const { codeNeeded } = await response.clone().json() as { codeNeeded?: boolean };
      show(dialog, await problemTitle(response), codeNeeded ?? 'code' in credentials);
    }
    else if (await isTheSamePerson()) dialog.close('signed-in');
    else show(dialog, 'This page belongs to somebody else. Please sign in as the same person as before.');
  } catch {
    show(dialog, 'We cannot reach LessonLens at the moment. Please try again.');
  }
}

/** On a shared computer somebody else may sign in: what waits on this page must not be sent in their name. */
async function isTheSamePerson() {
  const { id } = await (await fetch('/api/me')).json() as { id: string };
  if (id === document.body.dataset['me']) return true;
  await fetch('/api/session', { method: 'DELETE' });
  return false;
}
