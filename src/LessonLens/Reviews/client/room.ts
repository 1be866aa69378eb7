import { getJson, jsonOf, Refused, send } from '../../Shared/client/http';
import type { Author, Changes, LookingOrder } from './annotation';
import { CatchUp } from './catch-up';
import { Conversation, type Fresh } from './conversation';
import type { Playback } from './playback';
import { RoomConnection, type PersonHere, type Pointed, type RoomState } from './room-connection';
import { Writes } from './writes';

export interface RoomView {
  notesChanged(fresh: Fresh): void;
  /** The owner's question has that many versions. */
  focusTold(version: number): void;
  orderTold(order: LookingOrder): void;
  joined(room: RoomState): void;
  peopleChanged(people: PersonHere[]): void;
  playbackTold(playback: Playback): void;
  pointed(at: Pointed): void;
  wheelAsked(who: { personId: string; name: string }): void;
  waitingChanged(count: number, stuck: boolean): void;
  lineChanged(alive: boolean): void;
  refused(sentence: string, words: string): void;
  closed(): void;
}

const lookEveryMs = 5000;
const nothingFresh: Fresh = { notes: [], replies: [] };

/** The review room of one lesson: keeps the conversation, hears what others write, sends what is written. */
export class Room {
  readonly conversation = new Conversation();
  readonly writes: Writes;
  /** How far this person had seen the conversation when they came. */
  seenBefore: number | undefined;
  readonly #url: string;
  readonly #catchUp = new CatchUp(() => this.#look());
  readonly connection: RoomConnection;
  #looks: ReturnType<typeof setInterval> | undefined;

  constructor(lessonId: string, me: Author, private readonly view: RoomView) {
    this.#url = `/api/lessons/${lessonId}/annotations`;
    this.writes = new Writes(this.conversation, me, {
      send: async (method, path, body) => {
        const answer = await send(method, this.#url + path, body);
        return method === 'PUT' ? await jsonOf(answer) : undefined;
      },
      changed: () => view.notesChanged(nothingFresh),
      refused: (sentence, words) => view.refused(sentence, words),
      waiting: (count, stuck) => view.waitingChanged(count, stuck),
      later: (again, ms) => void setTimeout(again, ms),
    });
    this.connection = new RoomConnection(lessonId, {
      joined: room => {
        view.joined(room);
        void this.#catchUp.now();
        void this.writes.flush();
      },
      changed: seq => { if ((seq ?? Infinity) > this.conversation.seq) void this.#catchUp.now(); },
      people: list => view.peopleChanged(list),
      playback: playback => view.playbackTold(playback),
      pointed: at => view.pointed(at),
      wheelAsked: who => view.wheelAsked(who),
      line: alive => view.lineChanged(alive),
      closed: () => this.#close(),
    });
  }

  enter() {
    void this.#catchUp.now();
    void this.connection.enter();
    // A notice that got lost costs these few seconds and not a note.
    this.#looks = setInterval(() => this.#lookAgain(), lookEveryMs);
    document.addEventListener('visibilitychange', () => this.#lookAgain());
    window.addEventListener('online', () => void this.writes.flush());
  }

  /** For a page that goes away: the request outlives it. */
  removeOnLeaving(path: string) {
    void send('DELETE', this.#url + path, undefined, true).catch(() => {});
  }

  /** Everything up to that number has been on the screen. Lost, it is said again on the next visit. */
  see(seq: number) {
    void send('PUT', `${this.#url}/seen`, { seq }).catch(() => {});
  }

  #lookAgain() { if (!document.hidden && this.#looks) void this.#catchUp.now(); }

  async #look() {
    try {
      const changes = await getJson<Changes>(`${this.#url}?after=${this.conversation.seq}`);
      this.seenBefore ??= changes.seen;
      this.view.notesChanged(this.conversation.apply(changes));
      if (changes.order) this.view.orderTold(changes.order);
      this.view.focusTold(changes.focusVersion ?? 0);
    } catch (error) {
      // Withdrawn or deleted, and the notice of it was lost: the page says so and asks no more.
      if (error instanceof Refused && error.status === 404) this.#close();
      throw error;
    }
  }

  #close() {
    if (!this.#looks) return;
    clearInterval(this.#looks);
    this.#looks = undefined;
    this.connection.leave();
    this.view.closed();
  }
}
