import { expect, test } from 'vitest';
import type { Author, NoteContent } from './annotation';
import { Conversation, type Thread } from './conversation';
import { Unreachable } from '../../Shared/client/http';
import { ServerModel } from './server-model';
import { Writes } from './writes';

const seeds = 1500;
const steps = 120;

/** Small and the same everywhere (mulberry32), so that a seed tells the whole story. */
function luck(seed: number) {
  return (below: number) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A window with a bad line: requests and answers wait, come late, come twice, or never. */
class Window {
  readonly conversation = new Conversation();
  readonly writes: Writes;
  readonly onTheirWay: (() => void)[] = [];
  readonly #answers: (() => void)[] = [];
  #again: (() => void)[] = [];

  constructor(readonly who: Author, readonly server: ServerModel, readonly pick: (below: number) => number) {
    this.writes = new Writes(this.conversation, who, {
      send: (method, path, body) => new Promise((resolve, reject) => {
        const arrive = () => {
          try { return [this.server.send(this.who, method, path, body)] as const; }
          catch (error) { return error as Error; }
        };
        // A copy that the network kept may arrive at any later time.
        if (this.pick(3) === 0) this.onTheirWay.push(() => void arrive());
        this.onTheirWay.push(() => {
          const lost = this.pick(4);
          const answer = lost === 0 ? new Unreachable() : arrive();
          const settle = () => answer instanceof Error || lost === 1
            ? reject(answer instanceof Error ? answer : new Unreachable())
            : resolve(structuredClone(answer[0]));
          this.#answers.push(settle);
        });
      }),
      changed: () => {}, refused: () => {}, waiting: () => {},
      later: again => { this.#again.push(again); },
    });
  }

  /** One thing happens, of those that can. */
  step() {
    switch (this.pick(6)) {
      case 0: return void take(this.onTheirWay, this.pick)?.();
      case 1: return void take(this.#answers, this.pick)?.();
      case 2: return void this.#again.splice(0).forEach(again => again());
      case 3: return this.ask();
      default: return this.write();
    }
  }

  /** The answer to an earlier question may come after that to a later one. */
  ask() {
    const changes = structuredClone(this.server.after(this.who, this.conversation.seq));
    if (this.pick(2) === 0) this.conversation.apply(changes);
    else this.#answers.push(() => void this.conversation.apply(changes));
  }

  write() {
    const { threads } = this.conversation;
    const thread = threads[this.pick(Math.max(1, threads.length))];
    const mine = thread?.note?.author.id === this.who.id ? thread.note : undefined;
    const myReply = thread?.replies.find(reply => reply.author.id === this.who.id);
    const action = this.pick(9);
    if (!thread || action === 0) this.writes.note(newId(), this.#content());
    else if (action === 1 && mine) this.writes.editNote(mine, this.#content());
    else if (action === 2 && mine) this.writes.share([mine], this.pick(2) === 0);
    else if (action === 3 && mine) this.writes.remove({ sort: 'note', id: thread.id });
    else if (action <= 5) this.writes.reply(newId(), thread.id, words(this.pick));
    else if (action === 6 && myReply) this.writes.editReply(myReply, words(this.pick));
    else if (action === 7 && myReply) {
      this.writes.remove({ sort: 'reply', id: myReply.id, noteId: thread.id });
    } else if (thread.note) this.writes.mark(thread.note, this.pick(2) === 0);
  }

  /** The line heals: everything that waits is sent and answered, late copies included. */
  async settle() {
    while (this.writes.count > 0 || this.onTheirWay.length > 0 || this.#answers.length > 0) {
      for (const what of [this.onTheirWay, this.#answers]) take(what, this.pick)?.();
      this.#again.splice(0).forEach(again => again());
      await ticks();
    }
  }

  #content(): NoteContent {
    const draft = this.pick(3) === 0;
    return { atMs: this.pick(5) * 1000, kind: 'noticed', text: words(this.pick), draft };
  }
}

let ids = 0;
const newId = () => `id-${String(++ids).padStart(6, '0')}`;
const words = (pick: (below: number) => number) => `words ${pick(1000)}`;
const take = <T>(list: T[], pick: (below: number) => number) => list.splice(pick(list.length || 1), 1)[0];
const ticks = async () => { for (let i = 0; i < 4; i++) await Promise.resolve(); };

const fresh = (server: ServerModel, who: Author) => {
  const conversation = new Conversation();
  conversation.apply(server.after(who, 0));
  return conversation.threads;
};

test(`${seeds} orders of writing, sharing, holding back and deleting all end the same`, async () => {
  for (let seed = 1; seed <= seeds; seed++) {
    const pick = luck(seed);
    const [amira, ben] = [{ id: 'amira', name: 'Amira' }, { id: 'ben', name: 'Ben' }];
    const server = new ServerModel(amira);
    // Ben has the lesson open twice.
    const windows = [amira, ben, ben].map(who => new Window(who, server, pick));
    for (let step = 0; step < steps; step++) {
      windows[pick(windows.length)]!.step();
      // Amira writes first, now and then.
      if (pick(12) === 0) server.writeFirst(pick(2) === 0);
      await ticks();
    }
    for (const window of windows) await window.settle();
    for (const { conversation, who } of windows) conversation.apply(server.after(who, conversation.seq));

    const [a, b, c] = windows.map(window => window.conversation.threads) as [Thread[], Thread[], Thread[]];
    expect(a, `seed ${seed}: Amira`).toEqual(fresh(server, amira));
    expect(b, `seed ${seed}: Ben`).toEqual(fresh(server, ben));
    expect(c, `seed ${seed}: Ben's second window`).toEqual(b);
    const shared = (threads: Thread[]) => threads.filter(thread => !server.isHidden(thread.id));
    expect(shared(a), `seed ${seed}: both`).toEqual(shared(b));
  }
}, 120_000);
