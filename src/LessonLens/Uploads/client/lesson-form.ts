type Fields = Record<string, string | null>;

/** The form of a lesson, or of several that differ only in their titles. */
export class LessonForm {
  readonly element = document.querySelector<HTMLFormElement>('#new-lesson')!;
  readonly #title = this.#find<HTMLInputElement>('#title');
  readonly #wrong = this.#find('#title-wrong');
  readonly #save = this.#find<HTMLButtonElement>('button.main');
  #kept = '';

  constructor() {
    this.#title.addEventListener('input', () => this.tellTitle(''));
    for (const borrow of this.element.querySelectorAll<HTMLButtonElement>('[data-borrow]')) {
      borrow.addEventListener('click', () => {
        const focus = this.#find<HTMLTextAreaElement>('#focus');
        focus.value = borrow.dataset['borrow']!;
        focus.focus();
        focus.dispatchEvent(new Event('input', { bubbles: true }));
      });
    }
  }

  get title() { return this.#title.value; }
  set title(title: string) { this.#title.value = title; this.tellTitle(''); }
  get unsaved() { return this.asText !== this.#kept; }

  /** What is written: an emptied field empties it there too. */
  get written(): Fields {
    const fields = Object.entries(Object.fromEntries(new FormData(this.element)) as Record<string, string>);
    return Object.fromEntries(fields.map(([name, value]) => [name, value.trim() || null]));
  }

  /** As it is now, to be kept when it is saved. */
  get asText() { return JSON.stringify(this.written); }

  keep(text = this.asText) { this.#kept = text; }

  /** What is known of a lesson, where nothing is written yet. */
  fill(lesson: Fields) {
    for (const [name, value] of Object.entries(lesson)) {
      const field = this.element.elements.namedItem(name);
      const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
      if (isField && value && (!field.value || !this.unsaved)) field.value = value;
    }
  }

  /** Titles stand beside the recordings when there are several. */
  showSeveral(several: boolean) {
    this.#title.closest<HTMLElement>('.field')!.hidden = several;
    this.#save.textContent = several ? 'Save lessons' : 'Save lesson';
    document.querySelector('h1')!.textContent = several ? 'New lessons' : 'New lesson';
  }

  tellTitle(wrong: string) {
    this.#wrong.textContent = wrong;
    this.#title.setAttribute('aria-invalid', String(!!wrong));
    if (wrong) this.#title.focus();
  }

  setBusy(busy: boolean) { this.#save.disabled = busy; }

  setToday() {
    const taught = this.#find<HTMLInputElement>('#taught-on');
    const now = new Date();
    taught.value ||= `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${
      String(now.getDate()).padStart(2, '0')}`;
  }

  #find<T extends HTMLElement>(selector: string) { return this.element.querySelector<T>(selector)!; }
}
