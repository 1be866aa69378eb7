/** Files may be dropped anywhere on the page; while they hover, `target` says what will happen. */
export function takeDrops(target: HTMLElement, take: (files: File[]) => void) {
  const brings = (event: DragEvent) => !!event.dataTransfer?.types.includes('Files');
  const show = (shown: boolean) => { target.hidden = !shown; };

  window.addEventListener('dragenter', event => { if (brings(event)) show(true); });
  // Without it the browser would open the film instead of the page.
  window.addEventListener('dragover', event => { if (brings(event)) event.preventDefault(); });
  window.addEventListener('dragleave', event => { if (event.relatedTarget === null) show(false); });
  window.addEventListener('drop', event => {
    show(false);
    if (!brings(event)) return;
    event.preventDefault();
    take([...event.dataTransfer!.files]);
  });
}
