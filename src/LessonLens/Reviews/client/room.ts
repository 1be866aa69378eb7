import { getJson, Refused, send, Unreachable } from '../../Shared/client/http';
import { newId } from '../../Shared/client/ids';
import type { Annotation, AnnotationContent, Changes } from './annotation';
import { CatchUp } from './catch-up';
import { Conversation } from './conversation';
import type { Draft } from './draft';
import { Outbox } from './outbox';
import { RoomConnection, type PersonHere } from './room-connection';

export interface RoomView {
  notesChanged(fresh: Annotation[]): void;
  peopleChanged(people: PersonHere[]): void;
  waitingChanged(count: number, stuck: boolean): void;
  lineChanged(alive: boolean): void;
  refused(sentence: string): void;
  closed(): void;
}

const lookEveryMs = 5000;

/**
 * The review room of one lesson: keeps the conversation, sends what is written here, hears what others
 * write.
 */
export class Room {
  readonly conversation = new Conversation();
  readonly #url: string;
  readonly #catchUp = new CatchUp(() => this.#look());
  readonly #connection: RoomConnection;
  readonly #outbox: Outbox<AnnotationContent, Annotation | undefined>;

  constructor(
    lessonId: string, private readonly me: { id: string; name: string }, private readonly view: RoomView,
  ) {
    this.#url = `/api/lessons/${lessonId}/annotations`;
    this.#outbox = new Outbox<AnnotationContent, Annotation | undefined>({
      send: async ({ id, method, content }) => {
        const answer = await send(method, `${this.#url}/${id}`, content);
        return method === 'PUT' ? await answer.json() as Annotation : undefined;
      },
      // A sign-in that ran out is renewed in a dialog; whoever closes it may still want the note saved later.
      isTemporary: error => error instanceof Unreachable || (error instanceof Refused && error.mayPass),
      stored: (_, annotation) => {
        if (!annotation) return;
        this.conversation.saved(annotation);
        view.notesChanged([]);
      },
      refused: (change, error) => {
        if (change.method === 'PUT') this.conversation.remove(change.id);
        view.notesChanged([]);
        view.refused(error.message);
      },
      waiting: (count, stuck) => view.waitingChanged(count, stuck),
      later: (again, ms) => void setTimeout(again, ms),
    });
    this.#connection = new RoomConnection(lessonId, {
      joined: () => { void this.#catchUp.now(); void this.#outbox.flush(); },
      changed: seq => { if (seq > this.conversation.seq) void this.#catchUp.now(); },
      people: list => view.peopleChanged(list),
      line: alive => view.lineChanged(alive),
      closed: () => view.closed(),
    });
  }

  get waiting() { return this.#outbox.count; }

  enter() {
    void this.#catchUp.now();
    void this.#connection.enter();
    // A notice that got lost costs these few seconds and not a note.
    setInterval(() => { if (!document.hidden) void this.#catchUp.now(); }, lookEveryMs);
    document.addEventListener('visibilitychange', () => { if (!document.hidden) void this.#catchUp.now(); });
    window.addEventListener('online', () => void this.#outbox.flush());
  }

  write({ atMs, kind, about, text }: Draft) {
    const [id, edit] = [newId(), 0];
    const content: AnnotationContent = { atMs, kind, text, edit, ...(about ? { about } : {}) };
    this.conversation.write({ id, seq: 0, author: this.me, draft: false, ...content });
    this.#outbox.add({ id, method: 'PUT', content });
    this.view.notesChanged([]);
  }

  hide(id: string) {
    this.conversation.hide(id);
    this.view.notesChanged([]);
  }

  unhide(id: string) {
    this.conversation.unhide(id);
    this.view.notesChanged([]);
  }

  /** `leaving`: the page goes away, so the request must outlive it. */
  remove(id: string, leaving = false) {
    this.conversation.remove(id);
    if (leaving) void send('DELETE', `${this.#url}/${id}`, undefined, true).catch(() => {});
    else this.#outbox.add({ id, method: 'DELETE' });
  }

  async #look() {
    const changes = await getJson<Changes>(`${this.#url}?after=${this.conversation.seq}`);
    this.view.notesChanged(this.conversation.apply(changes));
  }
}
