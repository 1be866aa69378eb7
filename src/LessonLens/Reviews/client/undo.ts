import { html, render } from 'lit';
import { icon } from '../../Shared/client/icon';

const undoForMs = 8000;
let finishLast: ((leaving: boolean) => void) | undefined;

/**
 * Something is gone from sight and really goes when the time for undoing is over, or when the page is
 * left. `wayOn` is where the focus goes when it was here.
 */
export function offerUndo(
  sentence: string, wayOn: HTMLElement, undone: () => void, done: (leaving: boolean) => void,
) {
  finishLast?.(false);
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.setAttribute('role', 'status');
  const close = (then: () => void) => {
    clearTimeout(timer);
    finishLast = undefined;
    const hadFocus = toast.contains(document.activeElement);
    toast.remove();
    if (hadFocus) wayOn.focus({ preventScroll: true });
    then();
  };
  const finish = (leaving: boolean) => close(() => done(leaving));
  const timer = setTimeout(() => finish(false), undoForMs);
  finishLast = finish;
  render(html`<span>${sentence}</span>
    <button class="plain" type="button" @click=${() => close(undone)}>
      ${icon('rotate-ccw')} Undo</button>`, toast);
  document.body.append(toast);
  // The button that was pressed is gone with its note: the way on from there is here.
  toast.querySelector('button')?.focus({ preventScroll: true });
}

window.addEventListener('pagehide', () => finishLast?.(true));
