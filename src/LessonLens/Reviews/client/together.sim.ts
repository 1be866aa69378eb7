import { positionAt, type Playback } from './playback';
import { SharedClock } from './shared-clock';
import { Together } from './together';
import type { Picture } from './together-parts';

interface Due {
  atMs: number;
  what: () => void;
}

/** Virtual time: what is due next happens next. */
export class World {
  nowMs = 0;
  #due: Due[] = [];
  #seed = 1;

  /** 0..1, the same at each run. */
  chance() {
    this.#seed = (this.#seed * 16_807) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }

  after(ms: number, what: () => void) {
    const one = { atMs: this.nowMs + Math.max(0, ms), what };
    this.#due.push(one);
    return one;
  }

  drop(one: unknown) { this.#due = this.#due.filter(other => other !== one); }

  async run(ms: number) {
    const end = this.nowMs + ms;
    for (;;) {
      // What was promised meanwhile comes first.
      for (let i = 0; i < 12; i++) await Promise.resolve();
      const next = this.#due.reduce<Due | undefined>(
        (first, one) => (first && first.atMs <= one.atMs ? first : one), undefined);
      if (!next || next.atMs > end) break;
      this.drop(next);
      this.nowMs = next.atMs;
      next.what();
    }
    this.nowMs = end;
  }
}

/** A picture that, as real ones, takes its time to begin and to seek, and whose clock is a little off. */
export class SimulatedPicture implements Picture {
  playing = false;
  seeking = false;
  starved = false;
  ended = false;
  /** Nobody has touched the page, and the browser plays nothing before. */
  untouched = false;
  seekMs = 150;
  seeks = 0;
  #speed = 1;
  #nudge = 1;
  #positionMs = 0;
  #sinceMs = 0;
  #begun: unknown;

  constructor(private readonly world: World, private readonly off: number) {}

  get speed() { return this.#speed; }
  set speed(speed: number) { this.#settle(); this.#speed = speed; }
  get nudge() { return this.#nudge; }
  set nudge(nudge: number) { this.#settle(); this.#nudge = nudge; }
  get positionMs() { this.#settle(); return this.#positionMs; }
  get momentMs() { return Math.round(this.positionMs); }

  playNow() {
    if (this.untouched) return Promise.resolve(false);
    if (!this.playing) {
      this.playing = true;
      this.#sinceMs = Infinity;
      this.#begun = this.world.after(
        15 + this.world.chance() * 45, () => { this.#sinceMs = this.world.nowMs; });
    }
    return Promise.resolve(true);
  }

  pauseNow() {
    this.#settle();
    this.world.drop(this.#begun);
    this.playing = false;
  }

  goToNow(ms: number) {
    this.#settle();
    this.seeks++;
    this.seeking = true;
    this.#positionMs = ms;
    this.#sinceMs = Infinity;
    this.world.after(80 + this.world.chance() * 200, () => {
      this.seeking = false;
      this.#sinceMs = this.world.nowMs;
    });
  }

  settled() {
    return new Promise<number>(resolve => { this.world.after(60, () => resolve(this.momentMs)); });
  }

  stall(ms: number) {
    this.#settle();
    this.starved = true;
    this.world.after(ms, () => { this.#settle(); this.starved = false; });
  }

  #settle() {
    const now = this.world.nowMs;
    if (now <= this.#sinceMs) return;
    if (this.playing && !this.seeking && !this.starved) {
      this.#positionMs += (now - this.#sinceMs) * this.#speed * this.#nudge * (1 + this.off);
    }
    this.#sinceMs = now;
  }
}

/** The server, as far as watching together goes (Playhead.cs), and the ways to it. */
export class SimulatedRoom {
  record: Playback = {
    rev: 0, playing: false, anchorMediaMs: 0, anchorServerMs: 0, rate: 1, held: false, driver: null,
  };
  readonly pages: Page[] = [];

  constructor(readonly world: World, readonly roundTripMs: number, readonly jitterMs: number) {}

  get nowMs() { return this.world.nowMs + 5_000_000; }

  /** One way to the server or back. */
  way() { return Math.max(0.2, this.roundTripMs / 2 + (this.world.chance() * 2 - 1) * this.jitterMs); }

  drive(to: { playing: boolean; mediaMs: number; rate: number }) {
    this.set({
      playing: to.playing, held: false, rate: to.rate, anchorMediaMs: Math.round(to.mediaMs),
      anchorServerMs: this.nowMs + (to.playing ? this.#leadMs : 0),
    });
    return this.record;
  }

  loading(page: Page, { loading, mediaMs }: { loading: boolean; mediaMs: number }) {
    page.loads = loading;
    const here = positionAt(this.record, this.nowMs);
    if (loading && this.record.playing) {
      const anchorMediaMs = Math.round(Math.min(here, Math.max(here - 5000, mediaMs)));
      this.set({ playing: false, held: true, anchorMediaMs, anchorServerMs: this.nowMs });
    } else if (!loading && this.record.held && !this.pages.some(one => one.loads)) {
      this.set({ playing: true, held: false, anchorServerMs: this.nowMs + this.#leadMs });
    }
  }

  set(change: Partial<Playback>) {
    this.record = { ...this.record, ...change, rev: this.record.rev + 1 };
    for (const page of this.pages) this.toPage(page, this.record);
  }

  get people() {
    return this.pages.map(({ name }) => ({
      personId: name, name, driving: false, following: true, loading: false,
    }));
  }

  toPage(page: Page, record: Playback) {
    this.world.after(this.way(), () => { if (page.online) page.together.told(record); });
  }

  get #leadMs() { return Math.min(1000, Math.max(150, 2 * this.roundTripMs)); }
}

export class Page {
  online = true;
  loads = false;
  readonly picture: SimulatedPicture;
  readonly together: Together;
  readonly clock: SharedClock;

  constructor(readonly room: SimulatedRoom, readonly name: string, off: number, clockOffMs: number) {
    const { world } = room;
    this.picture = new SimulatedPicture(world, off);
    this.clock = new SharedClock(() => world.nowMs + clockOffMs);
    const { clock } = this;
    const call = <T>(what: () => T) => new Promise<T>((resolve, reject) => {
      if (!this.online) return reject(new Error('The line is gone.'));
      world.after(room.way(), () => {
        const answer = what();
        world.after(room.way(), () => resolve(answer));
      });
    });
    this.together = new Together(name, this.picture, {
      drive: to => call(() => room.drive(to)),
      follow: () => call(() => undefined),
      loading: at => call(() => room.loading(this, at)),
    }, {
      get nowMs() { return clock.nowMs; },
      later: (what, ms) => world.after(ms, what),
      cancel: timer => world.drop(timer),
    }, { changed: () => {}, refused: () => {} });
    const ping = () => {
      const sent = clock.nowMs - (clock.isSet ? clock.nowMs - world.nowMs - clockOffMs : 0);
      world.after(room.way(), () => {
        const at = room.nowMs;
        world.after(room.way(), () => clock.take(
          sent, { serverReceivedMs: at, serverSentMs: at }, world.nowMs + clockOffMs));
      });
    };
    for (let i = 0; i < 5; i++) world.after(i * 50, ping);
    const again = () => { ping(); world.after(15_000, again); };
    world.after(15_000, again);
    const look = () => { this.together.look(); world.after(100, look); };
    world.after(100, look);
  }

  /** As the server answers whoever joins. */
  join() {
    this.online = true;
    this.room.pages.push(this);
    const { people, record } = this.room;
    const playback = record.rev > 0 ? record : null;
    this.room.world.after(this.room.way(), () => this.together.joined(people, playback));
    for (const other of this.room.pages) {
      if (other !== this) this.room.world.after(this.room.way(), () => other.together.peopleChanged(people));
    }
  }
}
