const longEnoughMs = 1000;

/** Tells which of the new notes have been on the screen long enough to be read. */
export class SeenWatch {
  readonly looked = new Set<string>();
  readonly #timers = new Map<Element, ReturnType<typeof setTimeout>>();
  readonly #watched = new WeakSet<Element>();
  readonly #observer: IntersectionObserver;

  constructor(private readonly told: () => void) {
    this.#observer = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries) this.#changed(target, isIntersecting);
    }, { threshold: 0.5 });
  }

  watch(list: HTMLElement) {
    for (const element of list.querySelectorAll('[data-new]')) {
      if (this.#watched.has(element)) continue;
      this.#watched.add(element);
      this.#observer.observe(element);
    }
  }

  #changed(element: Element, inSight: boolean) {
    clearTimeout(this.#timers.get(element));
    this.#timers.delete(element);
    if (!inSight) return;
    this.#timers.set(element, setTimeout(() => this.#look(element), longEnoughMs));
  }

  #look(element: Element) {
    // A page in the background shows nothing to anybody.
    if (document.hidden) return this.#changed(element, true);
    this.#observer.unobserve(element);
    this.looked.add(element.id.slice(2));
    this.told();
  }
}
