import { Refused, Unreachable } from '../../Shared/client/http';
import { contentOf, type Annotation, type Author, type NoteContent, type Reply } from './annotation';
import type { Conversation, Mark } from './conversation';
import { Outbox } from './outbox';
import { pathOf, type Target } from './write-target';

export interface Line {
  /** Resolves with what the server keeps now; nothing for a `DELETE`. */
  send(method: 'PUT' | 'DELETE', path: string, body: unknown): Promise<unknown>;
  changed(): void;
  /** `words`, which may be none, are kept nowhere else. */
  refused(sentence: string, words: string): void;
  waiting(count: number, stuck: boolean): void;
  later(again: () => void, ms: number): void;
}

interface Write {
  target: Target;
  body?: object;
}

/** What is written here: shown at once, sent in order, and settled with what the server answers. */
export class Writes {
  readonly #outbox: Outbox<Write, unknown>;

  constructor(
    private readonly conversation: Conversation, private readonly me: Author, private readonly line: Line,
  ) {
    this.#outbox = new Outbox<Write, unknown>({
      send: ({ method, content }) => line.send(method, pathOf(content!.target), content!.body),
      // A sign-in that ran out is renewed in a dialog; whoever closes it may still want the note saved later.
      isTemporary: error => error instanceof Unreachable || (error instanceof Refused && error.mayPass),
      stored: ({ method, content }, answer) => {
        if (method === 'PUT') this.#stored(content!, answer);
        line.changed();
      },
      refused: ({ method, content }, error) => {
        if (method === 'PUT') this.#takeBack(content!);
        else if (!(error instanceof Refused && error.status === 404)) this.#restore(content!.target);
        line.changed();
        line.refused(error.message, wordsIn(content!));
      },
      waiting: (count, stuck) => line.waiting(count, stuck),
      later: (again, ms) => line.later(again, ms),
    });
  }

  get count() { return this.#outbox.count; }

  /** Tries at once: called when the line is back. */
  flush() { return this.#outbox.flush(); }

  note(id: string, content: NoteContent) {
    const note: Annotation = {
      id, seq: 0, author: this.me, draft: false, edit: 0, answered: false, answeredEdit: 0, ...content,
    };
    this.conversation.notes(notes => notes.write(note));
    this.#put({ sort: 'note', id }, { ...content, edit: 0 });
  }

  editNote(note: Annotation, content: NoteContent) {
    const edit = note.edit + 1;
    // What is left out of the content is meant to go, so nothing but who and when stays of the old one.
    const { id, seq, firstSeq, author, held, answered, answeredEdit } = note;
    const kept = { id, seq, firstSeq: firstSeq ?? null, author, held: !!held, answered, answeredEdit };
    this.conversation.notes(notes => notes.write({ ...kept, draft: false, ...content, edit }));
    this.#put({ sort: 'note', id }, { ...content, edit });
  }

  /** Lets others see notes, or takes them back; each is an edit like any other and waits like one. */
  share(notes: readonly Annotation[], draft: boolean) {
    for (const note of notes) this.editNote(note, { ...contentOf(note), draft });
  }

  reply(id: string, noteId: string, text: string) {
    const reply: Reply = { id, annotationId: noteId, seq: 0, author: this.me, text, edit: 0 };
    this.conversation.replies(replies => replies.write(reply));
    this.#put({ sort: 'reply', id, noteId }, { text, edit: 0 });
  }

  editReply(reply: Reply, text: string) {
    const { id, annotationId, seq, firstSeq, author } = reply;
    const edit = reply.edit + 1;
    this.conversation.replies(replies =>
      replies.write({ id, annotationId, seq, firstSeq: firstSeq ?? null, author, text, edit }));
    this.#put({ sort: 'reply', id, noteId: annotationId }, { text, edit });
  }

  mark(note: Annotation, answered: boolean) {
    const mark: Mark = { answered, edit: note.answeredEdit + 1 };
    this.conversation.mark(note.id, mark);
    this.#put({ sort: 'mark', id: note.id }, mark);
  }

  hide(target: Target) { this.#kept(target, kept => kept.hide(target.id)); }
  unhide(target: Target) { this.#kept(target, kept => kept.unhide(target.id)); }

  /** `leaving`: the page goes away, so the request must outlive it. */
  remove(target: Target, leaving?: (path: string) => void) {
    this.#kept(target, kept => kept.remove(target.id));
    if (leaving) leaving(pathOf(target));
    else this.#outbox.add({ id: target.id, method: 'DELETE', content: { target } });
  }

  #put(target: Target, body: object) {
    this.#outbox.add({ id: target.id, method: 'PUT', content: { target, body } });
    this.line.changed();
  }

  #stored(write: Write, answer: unknown) {
    const { target, body } = write;
    if (target.sort === 'mark') {
      this.conversation.notes(notes => notes.tell(answer as Annotation));
      return this.conversation.settleMark(target.id, (body as Mark).edit);
    }
    if (target.sort === 'reply') this.conversation.replies(replies => replies.saved(answer as Reply));
    else this.conversation.notes(notes => notes.saved(answer as Annotation));
    const [kept, sent] = [answer as { text: string; edit: number }, body as { text: string; edit: number }];
    // Another window of the same person was faster: both windows keep that, and no word is lost in silence.
    if (kept.edit >= sent.edit && kept.text.trim() !== sent.text.trim()) {
      this.line.refused('You changed this in another window, and we kept that.', wordsIn(write));
    }
  }

  #takeBack({ target, body }: Write) {
    if (target.sort === 'mark') this.conversation.settleMark(target.id, (body as Mark).edit);
    else this.#kept(target, kept => kept.takeBack(target.id));
  }

  #restore(target: Target) { this.#kept(target, kept => kept.restore(target.id)); }

  #kept(target: Target, change: (kept: Pick<Keeper, KeeperVerb>) => void) {
    if (target.sort === 'reply') this.conversation.replies(change);
    else this.conversation.notes(change);
    this.line.changed();
  }
}

type KeeperVerb = 'hide' | 'unhide' | 'remove' | 'restore' | 'takeBack';
type Keeper = Record<KeeperVerb, (id: string) => void>;

const wordsIn = ({ body }: Write) => (body as { text?: string } | undefined)?.text ?? '';
