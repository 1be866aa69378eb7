import type { LessonPlayer } from '../../Media/client/lesson-player';
import './picture-pointers';
import type { Pointed, RoomConnection, RoomState } from './room-connection';
import { Together } from './together';
import type { TogetherBar } from './together-bar';

const betweenLooksMs = 100;

/** Watching together on this page: the player, the line to the others, and the bar that says how it is. */
export class Watching {
  readonly together: Together;
  readonly #pointers = document.createElement('picture-pointers');
  #isFirst = true;

  /** `byLink`: came to see one moment, so the others do not take it away. */
  constructor(
    me: string, private readonly player: LessonPlayer, private readonly connection: RoomConnection,
    private readonly bar: TogetherBar, private readonly byLink: boolean,
  ) {
    const { clock } = connection;
    this.together = new Together(me, player, {
      drive: to => connection.call('Drive', to),
      follow: following => connection.call('Follow', following),
      loading: at => connection.call('Loading', at),
    }, {
      get nowMs() { return clock.nowMs; },
      later: (what, ms) => setTimeout(what, ms),
      cancel: timer => clearTimeout(timer as ReturnType<typeof setTimeout>),
    }, {
      changed: () => this.#show(),
      refused: sentence => { bar.refused = sentence; },
    });
    bar.together = this.together;
    setInterval(() => { this.together.look(); bar.tick(); }, betweenLooksMs);
    player.addEventListener('playing-changed', () => this.together.playedAlone());
    this.#heedBar();
    this.#pointers.picture = () => player.picture;
    player.over = this.#pointers;
    player.addEventListener('pointermove', event => this.#point(event));
  }

  joined({ people, playback }: RoomState) {
    const others = people.some(person => person.personId !== this.together.me);
    if (this.#isFirst && this.byLink && others) this.together.following = false;
    this.#isFirst = false;
    this.together.joined(people, playback);
  }

  pointed({ personId, x, y }: Pointed) {
    const who = this.together.others.find(person => person.personId === personId);
    // Whoever browses alone looks at another picture.
    if (who && this.together.following) this.#pointers.show(personId, who.name.split(' ')[0]!, x, y);
  }

  wheelAsked(who: { personId: string; name: string }) { this.bar.asks = who; }

  #show() {
    this.player.wheel = this.together.shared ? this.together : undefined;
    this.bar.requestUpdate();
  }

  #point(event: PointerEvent) {
    if (!this.together.shared) return;
    const at = this.#pointers.place(event, event.timeStamp);
    if (at) void this.connection.call('Point', { x: at[0], y: at[1] }).catch(() => {});
  }

  #heedBar() {
    const on = (event: string, heard: (detail: string) => Promise<unknown>) =>
      this.bar.addEventListener(event, told => {
        this.bar.refused = '';
        const done = heard((told as CustomEvent<string>).detail);
        done.catch((error: Error) => { this.bar.refused = error.message; });
      });
    on('browse-alone', () => this.together.follow(false));
    on('rejoin', () => this.together.follow(true));
    on('take-wheel', () => this.connection.call('TakeWheel'));
    on('give-wheel', to => this.connection.call('GiveWheel', to || null));
    on('ask-for-wheel', () => this.connection.call('AskForWheel'));
    on('watch-along', async () => this.together.watchAlong());
  }
}
