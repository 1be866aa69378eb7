import type { HubConnection } from '@microsoft/signalr';

export interface PersonHere {
  personId: string;
  name: string;
  driving: boolean;
  following: boolean;
}

export interface RoomNews {
  /** (Re)connected: the whole room state is taken anew. */
  joined(): void;
  /** The conversation has that number now, or (without one) something else of the lesson is new. */
  changed(seq: number | undefined): void;
  people(list: PersonHere[]): void;
  line(alive: boolean): void;
  closed(reason: string): void;
}

const pausesMs = [0, 500, 1000, 2000, 4000];

/**
 * The live line of the room. It carries only what may be lost; a new connection joins again as if for
 * the first time.
 */
export class RoomConnection {
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
    // The playhead of the room is not shown yet; a listener keeps the client from complaining.
    hub.on('Playback', () => {});
    hub.on('Closed', (notice: { reason: string }) => { this.leave(); this.news.closed(notice.reason); });
    hub.onclose(() => { if (!this.#left) { this.news.line(false); this.#soon(); } });
    window.addEventListener('online', () => { this.#failures = 0; void this.#connect(); });
    await this.#connect();
  }

  leave() {
    this.#left = true;
    void this.#hub?.stop();
  }

  async #connect() {
    const hub = this.#hub;
    if (!hub || this.#left || hub.state !== 'Disconnected') return;
    try {
      await hub.start();
      const room = await hub.invoke<{ people: PersonHere[] }>('Join', this.lessonId);
      this.#failures = 0;
      this.news.people(room.people);
      this.news.line(true);
      this.news.joined();
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
