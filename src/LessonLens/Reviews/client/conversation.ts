import type { Annotation, Changes, Reply } from './annotation';
import { Kept } from './kept';

export interface Note extends Annotation {
  /** Written here and not yet acknowledged by the server. */
  waiting: boolean;
}

export interface ThreadReply extends Reply {
  waiting: boolean;
}

/** A note with its replies. A deleted note that has some leaves a stone: there is no `note`. */
export interface Thread {
  id: string;
  atMs: number;
  note: Note | undefined;
  replies: ThreadReply[];
}

export interface Mark {
  answered: boolean;
  edit: number;
}

/** What others have just written, for those who listen. */
export interface Fresh {
  notes: Annotation[];
  replies: Reply[];
}

/** The conversation on one lesson. Knows nothing of the page or the network. */
export class Conversation {
  /** Everything up to this number is here; what follows is asked for. */
  seq = 0;
  readonly #notes = new Kept<Annotation>();
  readonly #replies = new Kept<Reply>();
  readonly #stones = new Map<string, number>();
  readonly #marks = new Map<string, Mark>();
  #threads: Thread[] | undefined;

  /** Takes in what the server told. */
  apply({ seq, changes }: Changes): Fresh {
    const fresh: Fresh = { notes: [], replies: [] };
    for (const change of changes) {
      if ('annotation' in change) {
        if (this.#notes.tell(change.annotation)) fresh.notes.push(change.annotation);
      } else if ('reply' in change) {
        if (this.#replies.tell(change.reply)) fresh.replies.push(change.reply);
      } else if ('deletedReply' in change) {
        this.#replies.gone(change.deletedReply, change.seq);
      } else {
        this.#notes.gone(change.deleted, change.seq);
        // Only a deleted note has a place; one that was taken back leaves no stone.
        if (change.atMs !== undefined) this.#stones.set(change.deleted, change.atMs);
      }
    }
    this.seq = Math.max(this.seq, seq);
    if (changes.length > 0) this.#threads = undefined;
    return fresh;
  }

  /** Both may be changed here; the page is told by the new `threads`. */
  notes<R>(change: (notes: Kept<Annotation>) => R) { this.#threads = undefined; return change(this.#notes); }
  replies<R>(change: (replies: Kept<Reply>) => R) {
    this.#threads = undefined;
    return change(this.#replies);
  }

  /** "Answered" or not, said here and on its way. */
  mark(noteId: string, mark: Mark) {
    this.#threads = undefined;
    this.#marks.set(noteId, mark);
  }

  /** The server has decided about the mark of that number; a later one still waits. */
  settleMark(noteId: string, edit: number) {
    this.#threads = undefined;
    if ((this.#marks.get(noteId)?.edit ?? 0) <= edit) this.#marks.delete(noteId);
  }

  /** The same list as long as nothing has changed. */
  get threads() { return this.#threads ??= this.#build(); }

  /** In the order of the lesson; at one moment in the order of writing, which the ids carry. */
  #build() {
    const threads = new Map<string, Thread>();
    for (const [id, atMs] of this.#stones) threads.set(id, { id, atMs, note: undefined, replies: [] });
    for (const { id, atMs } of this.#notes.putAway()) {
      threads.set(id, { id, atMs, note: undefined, replies: [] });
    }
    for (const [note, waiting] of this.#notes.shown()) {
      const { id, atMs } = note;
      threads.set(id, { id, atMs, note: { ...note, ...this.#marked(note), waiting }, replies: [] });
    }
    for (const [reply, waiting] of this.#replies.shown()) {
      threads.get(reply.annotationId)?.replies.push({ ...reply, waiting });
    }
    for (const { replies } of threads.values()) replies.sort(inOrderOfWriting);
    return [...threads.values()]
      .filter(thread => thread.note || thread.replies.length > 0)
      .sort((a, b) => a.atMs - b.atMs || inOrderOfWriting(a, b));
  }

  /** The higher edit counts, and of two equal ones "answered", as on the server. */
  #marked({ id, answeredEdit }: Annotation) {
    const mark = this.#marks.get(id);
    if (!mark || mark.edit < answeredEdit || (mark.edit === answeredEdit && !mark.answered)) return {};
    return { answered: mark.answered, answeredEdit: mark.edit };
  }
}

const inOrderOfWriting = (a: { id: string }, b: { id: string }) => a.id < b.id ? -1 : 1;
