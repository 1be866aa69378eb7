import type { HubConnection } from '@microsoft/signalr';
import { TimeKeeping } from './keep-time';
import type { Playback } from './playback';
import { SharedClock, type PingAnswer } from './shared-clock';

export interface PersonHere {
  personId: string;
  name: string;
  driving: boolean;
  following: boolean;
  /** Their picture has not come yet. */
  loading: boolean;
}

/** The room as it is for whoever (re)joins. */
export interface RoomState {
  people: PersonHere[];
  playback?: Playback | null;
  /** Of the server's pages. */
  version: string;
}

export interface Pointed {
  personId: string;
  /** 0..1 of the picture. */
  x: number;
  y: number;
}

export interface RoomNews {
  /** (Re)connected: the whole room state is taken anew. */
  joined(room: RoomState): void;
  /** The conversation has that number now, or (without one) something else of the lesson is new. */
  changed(seq: number | undefined): void;
  people(list: PersonHere[]): void;
  playback(playback: Playback): void;
  pointed(at: Pointed): void;
  /** Somebody would like to drive. */
  wheelAsked(who: { personId: string; name: string }): void;
  line(alive: boolean): void;
  closed(reason: string): void;
}

const pausesMs = [0, 500, 1000, 2000, 4000];

/**
 * The live line of the room. It carries only what may be lost; a new connection joins again as if for
 * the first time.
 */
export class RoomConnection {
  /** All server times are of this clock. */
  readonly clock = new SharedClock(() => performance.now());
  readonly #time = new TimeKeeping(this.clock,
    sentMs => this.call<PingAnswer>('Ping', sentMs),
    roundTripMs => void this.call('Measured', roundTripMs).catch(() => {}));
  #hub: HubConnection | undefined;
  #left = false;
  #failures = 0;

  constructor(private readonly lessonId: string, private readonly news: RoomNews) {}

  async enter() {
    const { HubConnectionBuilder, LogLevel } = await import('@microsoft/signalr');
    const hub = this.#hub = new HubConnectionBuilder()
      .withUrl('/hubs/review').configureLogging(LogLevel.None).build();
    // The question counts its own versions.
    hub.on('Changed', ({ seq, kind }: { seq: number; kind: string }) =>
      this.news.changed(kind === 'focus' ? undefined : seq));
    hub.on('People', (list: PersonHere[]) => this.news.people(list));
    hub.on('Playback', (playback: Playback) => this.news.playback(playback));
    hub.on('Pointer', (at: Pointed) => this.news.pointed(at));
    hub.on('WheelAsked', (who: { personId: string; name: string }) => this.news.wheelAsked(who));
    hub.on('Closed', (notice: { reason: string }) => { this.leave(); this.news.closed(notice.reason); });
    hub.onclose(() => {
      this.#time.end();
      if (!this.#left) { this.news.line(false); this.#soon(); }
    });
    window.addEventListener('online', () => { this.#failures = 0; void this.#connect(); });
    await this.#connect();
  }

  leave() {
    this.#left = true;
    void this.#hub?.stop();
  }

  /** Calls a method of the hub; what it refuses comes as the words for it. */
  async call<T>(method: string, ...what: unknown[]): Promise<T> {
    if (!this.#hub) throw new Error('There is no line.');
    try {
      return await this.#hub.invoke<T>(method, ...what);
    } catch (error) {
      throw new Error(/HubException: (.*)$/s.exec((error as Error).message)?.[1] ?? 'The line is gone.');
    }
  }

  async #connect() {
    const hub = this.#hub;
    if (!hub || this.#left || hub.state !== 'Disconnected') return;
    try {
      await hub.start();
      const room = await hub.invoke<RoomState>('Join', this.lessonId);
      await this.#time.begin();
      this.#failures = 0;
      this.news.line(true);
      this.news.joined(room);
    } catch {
      this.news.line(false);
      // Stopping tells `onclose`, which tries again; a line that never stood tells nothing.
      if (this.#stands(hub)) await hub.stop();
      else this.#soon();
    }
  }

  #stands(hub: HubConnection) {
    return hub.state === 'Connected';
  }

  #soon() {
    const pause = pausesMs[Math.min(this.#failures++, pausesMs.length - 1)]!;
    // Not all at the same instant when a server comes back.
    setTimeout(() => void this.#connect(), pause * (0.75 + Math.random() / 2));
  }
}
