import type { LessonPlayer } from '../../Media/client/lesson-player';
import type { Note } from './conversation';
import { strokesIn } from './drawing';
import type { DrawingTools } from './drawing-tools';
import './picture-drawing';

/** So near to its moment the picture is the one that was drawn on. */
const nearMs = 500;
const isNear = (a: number, b: number) => Math.abs(a - b) < nearMs;

/** Drawings over the picture: of the note that is looked at, or of the one that is being written. */
export class Drawings {
  /** The note that was asked for; of several at one moment its drawing is shown. */
  chosen: Note | undefined;
  readonly #over = document.createElement('picture-drawing');
  #arrived = false;

  constructor(private readonly player: LessonPlayer) {
    player.over = [player.over, this.#over];
    this.#over.picture = () => player.picture;
  }

  begin(tools: DrawingTools) {
    this.end();
    tools.active = true;
    this.#over.tools = tools;
    this.#arrived = false;
    const { momentMs } = this.player;
    const atMs = tools.atMs ?? momentMs;
    // Until the first move the poster stands in the place of the picture.
    if (momentMs === 0 || !isNear(atMs, momentMs)) this.player.goTo(atMs);
  }

  changed() { this.#over.requestUpdate(); }

  /** The pen is put down; the drawing stays in sight. */
  done() {
    if (this.#over.tools) this.#over.tools.active = false;
    this.changed();
  }

  end() {
    if (this.#over.tools) this.#over.tools.active = false;
    this.#over.tools = undefined;
  }

  /** The picture stands or goes on; a drawing belongs to the one picture on which it was made. */
  look(notes: readonly Note[]) {
    const { playing, momentMs } = this.player;
    this.#watch(playing, momentMs);
    const drawn = playing ? [] : notes.filter(note => note.drawing && isNear(note.atMs, momentMs));
    const note = drawn.find(({ id }) => id === this.chosen?.id) ?? drawn.at(-1);
    if (!note && this.#over.strokes.length === 0) return;
    this.#over.strokes = strokesIn(note?.drawing);
    this.#over.said = note ? `Drawing by ${note.author.name}` : '';
  }

  #watch(playing: boolean, momentMs: number) {
    const atMs = this.#over.tools?.atMs;
    if (atMs === undefined) return;
    if (!playing && isNear(atMs, momentMs)) this.#arrived = true;
    else if (this.#arrived) this.end();
  }
}
