export interface Numbered {
  id: string;
  /** Of the last change, in the order of the conversation. */
  seq: number;
  /** Raised by the author with each change. */
  edit: number;
}

/**
 * Things of one sort (notes or replies), put together from what the server told, in any order and any
 * number of times, and from what was written here and still waits.
 */
export class Kept<T extends Numbered> {
  readonly #told = new Map<string, { seq: number; item: T | undefined }>();
  readonly #written = new Map<string, T>();
  readonly #hidden = new Set<string>();
  readonly #removed = new Set<string>();

  /** The server told it; the higher number counts. True when it was not here before. */
  tell(item: T) {
    const known = this.#told.get(item.id);
    if (known && known.seq >= item.seq) return false;
    this.#told.set(item.id, { seq: item.seq, item });
    return !known?.item && !this.#written.has(item.id);
  }

  /** The server told that it is gone: deleted, or taken back by its author. */
  gone(id: string, seq: number) {
    const known = this.#told.get(id);
    if (!known || known.seq < seq) this.#told.set(id, { seq, item: undefined });
  }

  /** Shown at once, waiting until the server has it. */
  write(item: T) { this.#written.set(item.id, item); }

  /** The server's answer: what it keeps now, which may be another window's later edit. */
  saved(item: T) {
    this.tell(item);
    const written = this.#written.get(item.id);
    if (written && written.edit <= item.edit) this.#written.delete(item.id);
  }

  /** The server refused what was written here. */
  takeBack(id: string) { this.#written.delete(id); }

  /** Out of sight while it can still be undone. */
  hide(id: string) { this.#hidden.add(id); }
  unhide(id: string) { this.#hidden.delete(id); }

  /** Deleted here, whatever comes late. */
  remove(id: string) {
    this.#written.delete(id);
    this.#hidden.delete(id);
    this.#removed.add(id);
  }

  /** The server refused to delete it. */
  restore(id: string) { this.#removed.delete(id); }

  /** What is seen, and whether it still waits. */
  *shown(): Generator<[item: T, waiting: boolean]> {
    for (const [id, { item }] of this.#told) {
      const written = this.#written.get(id);
      if (item && this.#inSight(id)) yield [written ?? item, !!written];
    }
    for (const [id, item] of this.#written) {
      if (!this.#told.has(id) && this.#inSight(id)) yield [item, true];
    }
  }

  /** What was here and was put out of sight in this window. */
  *putAway(): Generator<T> {
    for (const { item } of this.#told.values()) if (item && !this.#inSight(item.id)) yield item;
  }

  #inSight(id: string) { return !this.#hidden.has(id) && !this.#removed.has(id); }
}
