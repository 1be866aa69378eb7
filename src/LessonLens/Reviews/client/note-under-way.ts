import type { LessonPlayer } from '../../Media/client/lesson-player';
import type { NoteComposer } from './note-composer';
import type { NotesTimeline } from './notes-timeline';
import { beginAt, endAt, isSpan, SpanPlay, type Span } from './span';

/** The note that is being written: where it stands, and that the picture waits for it. */
export class NoteUnderWay {
  readonly #play = new SpanPlay();
  #playOnAfterwards = false;
  #rejoin: (() => void) | undefined;

  constructor(
    private readonly player: LessonPlayer, private readonly composer: NoteComposer | null,
    private readonly timeline: NotesTimeline,
  ) {}

  /** The playhead moved: a span that is being played stops at its end. */
  moved(ms: number) {
    if (this.composer) this.composer.momentMs = ms;
    if (!this.player.playing || !this.#play.ends(ms)) return;
    this.player.pause();
    this.player.goTo(this.#play.last!.untilMs);
  }

  /** Goes to a note; a span is played. */
  go(span: Span) {
    this.player.goTo(span.atMs);
    this.#play.begin(span);
    if (isSpan(span)) this.player.play();
  }

  repeat() { if (this.#play.last) this.go(this.#play.last); }

  /** The first words stop the picture, and the note takes the moment of the picture that stays. */
  async began() {
    this.waits();
    if (this.composer?.taken) return;
    const first = { atMs: this.player.momentMs };
    this.#take(first);
    const atMs = await this.player.hold();
    // Meanwhile it may have been sent, dropped or moved by hand.
    if (this.composer?.taken === first) this.#take({ atMs });
  }

  /** Somebody writes: the picture waits. */
  waits() {
    this.#playOnAfterwards ||= this.player.playing;
    const { wheel } = this.player;
    this.player.pause();
    // Somebody else drives, and goes on without whoever writes.
    if (wheel && !this.player.wheel) this.#rejoin = () => void wheel.follow(true);
  }

  ended() {
    if (this.#rejoin) this.#rejoin();
    // What the other has done meanwhile stands.
    else if (this.#playOnAfterwards && (this.player.wheel?.lastIsMine ?? true)) this.player.play();
    this.#playOnAfterwards = false;
    this.#rejoin = undefined;
  }

  dropped() {
    this.#take(undefined);
    this.ended();
  }

  begin() { this.#take(beginAt(this.player.momentMs, this.composer?.taken)); }
  end() { this.#take(endAt(this.player.momentMs, this.composer?.taken)); }
  moveHere() { this.#take({ atMs: this.player.momentMs }); }
  asMoment() { if (this.composer?.taken) this.#take({ atMs: this.composer.taken.atMs }); }

  /** Marked on the timeline. */
  chosen(span: Span) {
    this.#take(span);
    this.player.goTo(span.atMs);
    void this.composer?.write();
  }

  #take(span: Span | undefined) {
    if (!this.composer) return;
    this.composer.taken = this.timeline.taken = span;
  }
}
