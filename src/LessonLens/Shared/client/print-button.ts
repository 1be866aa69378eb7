/** Shown only where it works. */
export function offerPrinting() {
  const button = document.querySelector<HTMLButtonElement>('#print');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
