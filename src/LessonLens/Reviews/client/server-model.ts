import type { Annotation, Author, Change, Changes, NoteContent, Reply } from './annotation';
import { Refused } from '../../Shared/client/http';
import type { Mark } from './conversation';

type Row<T> = T & { gone: boolean };

const isHidden = ({ draft, held }: Annotation) => draft || !!held;

/** What the server does with notes, replies and marks, in memory: for tests over thousands of orders. */
export class ServerModel {
  seq = 0;
  #ownNotesFirst = false;
  readonly #notes = new Map<string, Row<Annotation> & { wasShared: boolean }>();
  readonly #replies = new Map<string, Row<Reply>>();

  constructor(private readonly owner: Author) {}

  send(who: Author, method: string, path: string, body: unknown): Annotation | Reply | undefined {
    const [, noteId, what, replyId] = path.split('/') as [string, string, string?, string?];
    if (what === 'answered') return this.#mark(who, noteId, body as Mark);
    if (replyId) {
      return method === 'PUT'
        ? this.#putReply(who, noteId, replyId, body as { text: string; edit: number })
        : void this.#delete(who, this.#replies.get(replyId));
    }
    return method === 'PUT'
      ? this.#putNote(who, noteId, body as NoteContent & { edit: number })
      : void this.#delete(who, this.#notes.get(noteId));
  }

  /** Also a deleted one, whose stone only its author sees. */
  isHidden(noteId: string) {
    const note = this.#notes.get(noteId);
    return !!note && isHidden(note);
  }

  /** What others write meanwhile is held back, until it ends. */
  writeFirst(on: boolean) {
    if (this.#ownNotesFirst === on) return;
    this.#ownNotesFirst = on;
    this.seq++;
    const held = on ? [] : [...this.#notes.values()].filter(note => note.held && !note.gone);
    for (const note of held.sort((a, b) => a.seq - b.seq)) {
      Object.assign(note, { held: false, wasShared: true, seq: ++this.seq });
      this.#renumberReplies(note.id);
    }
  }

  after(who: Author, after: number): Changes {
    const changes: Change[] = [];
    for (const { gone, wasShared, ...note } of this.#notes.values()) {
      const mine = note.author.id === who.id;
      if (note.seq <= after || (!wasShared && !mine)) continue;
      if (isHidden(note) && !mine) changes.push({ seq: note.seq, deleted: note.id });
      else if (gone) changes.push({ seq: note.seq, deleted: note.id, atMs: note.atMs });
      else changes.push({ seq: note.seq, annotation: { ...note } });
    }
    for (const { gone, ...reply } of this.#replies.values()) {
      const note = this.#notes.get(reply.annotationId)!;
      const mine = note.author.id === who.id;
      if (reply.seq <= after || (!note.wasShared && !mine)) continue;
      if (gone || (isHidden(note) && !mine)) changes.push({ seq: reply.seq, deletedReply: reply.id });
      else changes.push({ seq: reply.seq, reply: { ...reply } });
    }
    return { seq: this.seq, seen: 0, changes: changes.sort((a, b) => a.seq - b.seq) };
  }

  #putNote(author: Author, id: string, content: NoteContent & { edit: number }) {
    const before = this.#notes.get(id);
    if (before) {
      this.#mustBe(before, author);
      if (content.edit <= before.edit) return told(before);
    }
    const draft = content.draft ?? false;
    const seen = !!before && !isHidden(before);
    const held = this.#ownNotesFirst && author.id !== this.owner.id && !draft && !seen;
    const { answered, answeredEdit } = before ?? { answered: false, answeredEdit: 0 };
    const note = {
      id, author, answered, answeredEdit, gone: false, ...content, draft, held,
      wasShared: !(draft || held) || (before?.wasShared ?? false), seq: ++this.seq,
    };
    this.#notes.set(id, note);
    // With the note its replies come into sight, or go.
    if (before && isHidden(before) !== isHidden(note)) this.#renumberReplies(id);
    return told(note);
  }

  #renumberReplies(noteId: string) {
    const replies = [...this.#replies.values()].filter(reply => reply.annotationId === noteId);
    for (const reply of replies.sort((a, b) => a.seq - b.seq)) reply.seq = ++this.seq;
  }

  #putReply(author: Author, noteId: string, id: string, { text, edit }: { text: string; edit: number }) {
    const note = this.#notes.get(noteId);
    if (!note || (!note.wasShared && note.author.id !== author.id)) throw new Refused(404, 'None.');
    const before = this.#replies.get(id);
    if (before) {
      this.#mustBe(before, author);
      if (edit <= before.edit) return told(before);
    }
    const reply = { id, annotationId: noteId, author, text, edit, gone: false, seq: ++this.seq };
    this.#replies.set(id, reply);
    return told(reply);
  }

  #mark(who: Author, id: string, { answered, edit }: Mark) {
    const note = this.#notes.get(id);
    if (!note || (isHidden(note) && note.author.id !== who.id)) throw new Refused(404, 'None.');
    if (note.gone) throw new Refused(410, 'Deleted.');
    const counts = edit > note.answeredEdit || (edit === note.answeredEdit && answered && !note.answered);
    if (counts) Object.assign(note, { answered, answeredEdit: edit, seq: ++this.seq });
    return told(note);
  }

  #delete(who: Author, row: Row<Annotation> | Row<Reply> | undefined) {
    if (row?.author.id !== who.id) throw new Refused(404, 'None.');
    if (!row.gone) Object.assign(row, { gone: true, text: '', seq: ++this.seq });
  }

  #mustBe(row: { author: Author; gone: boolean }, author: Author) {
    if (row.author.id !== author.id) throw new Refused(404, 'Not yours.');
    if (row.gone) throw new Refused(410, 'Deleted.');
  }
}

function told<T extends object>(row: T) {
  const { gone: _, wasShared: __, ...rest } = row as T & { gone?: boolean; wasShared?: boolean };
  return rest as unknown as T;
}
