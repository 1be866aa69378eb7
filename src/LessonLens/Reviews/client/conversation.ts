import type { Annotation, Changes } from './annotation';

export interface Note extends Annotation {
  /** Written here and not yet acknowledged by the server. */
  waiting: boolean;
}

/**
 * The notes of one lesson, put together from what the server told (in any order, any number of times) and
 * from
 * what was written here and still waits. Knows nothing of the page or the network.
 */
export class Conversation {
  /** Everything up to this number has been seen; what follows is asked for. */
  seq = 0;
  readonly #told = new Map<string, Annotation>();
  readonly #deleted = new Set<string>();
  readonly #written = new Map<string, Annotation>();
  readonly #hidden = new Set<string>();

  /** Takes in what the server told; answers with the notes that were not here before. */
  apply({ seq, changes }: Changes): Annotation[] {
    const fresh: Annotation[] = [];
    for (const change of changes) {
      if ('deleted' in change) this.#forget(change.deleted);
      else if (this.#tell(change.annotation)) fresh.push(change.annotation);
    }
    this.seq = Math.max(this.seq, seq);
    return fresh;
  }

  /** A note of one's own: shown at once, waiting until the server has it. */
  write(note: Annotation) {
    if (!this.#deleted.has(note.id)) this.#written.set(note.id, note);
  }

  /**
   * The server has it. Its number is that of this note alone: others may have come before it, so what was
   * seen
   * (`seq`) does not move.
   */
  saved(annotation: Annotation) {
    this.#tell(annotation);
    const written = this.#written.get(annotation.id);
    if (written && written.edit <= annotation.edit) this.#written.delete(annotation.id);
  }

  /** Out of sight while it can still be undone. */
  hide(id: string) { this.#hidden.add(id); }
  unhide(id: string) { this.#hidden.delete(id); }

  /** Gone for good, also for news that comes late. */
  remove(id: string) { this.#forget(id); }

  /** In the order of the lesson; at one moment in the order of writing, which the ids carry. */
  get notes(): Note[] {
    const all = new Map<string, Note>();
    for (const note of this.#told.values()) all.set(note.id, { ...note, waiting: false });
    for (const note of this.#written.values()) all.set(note.id, { ...note, waiting: true });
    return [...all.values()]
      .filter(note => !this.#hidden.has(note.id))
      .sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  }

  #tell(annotation: Annotation) {
    const known = this.#told.get(annotation.id);
    if (this.#deleted.has(annotation.id) || (known && known.seq >= annotation.seq)) return false;
    this.#told.set(annotation.id, annotation);
    return !known && !this.#written.has(annotation.id);
  }

  #forget(id: string) {
    this.#deleted.add(id);
    this.#told.delete(id);
    this.#written.delete(id);
    this.#hidden.delete(id);
  }
}
