const pauseMs = 200;

/** Looks while one types; the field keeps the focus, and the address what was looked for. */
export function searchAsTyped(form: HTMLFormElement, look: (address: string) => Promise<boolean>) {
  const field = form.querySelector<HTMLInputElement>('input[type=search]')!;
  let looksFor = field.value.trim();
  let soon: ReturnType<typeof setTimeout> | undefined;

  const search = async () => {
    clearTimeout(soon);
    const words = field.value.trim();
    if (words === looksFor) return;
    looksFor = words;
    const address = words ? `/?q=${encodeURIComponent(words)}` : '/';
    history.replaceState(null, '', address);
    await look(address);
  };

  field.addEventListener('input', event => {
    // Half a character of an input method is not a word yet.
    if ((event as InputEvent).isComposing) return;
    clearTimeout(soon);
    soon = setTimeout(() => void search(), pauseMs);
  });
  field.addEventListener('compositionend', () => void search());
  form.addEventListener('submit', event => {
    event.preventDefault();
    void search();
  });
}
