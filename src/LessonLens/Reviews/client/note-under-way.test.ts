import { expect, test } from 'vitest';
import type { LessonPlayer } from '../../Media/client/lesson-player';
import type { NoteComposer } from './note-composer';
import { NoteUnderWay } from './note-under-way';
import type { NotesTimeline } from './notes-timeline';
import type { Span } from './span';

/** A picture at 5 s whose last frame, 40 ms on, still comes to the screen after the pause. */
function underWayAtFive() {
  const composer = { momentMs: 0, taken: undefined as Span | undefined };
  let settle = () => {};
  const player = {
    playing: true, momentMs: 5000,
    pause() { player.playing = false; },
    play() { player.playing = true; },
    hold: () => new Promise<number>(come => { settle = () => come(5040); }),
  };
  const underWay = new NoteUnderWay(player as unknown as LessonPlayer, composer as unknown as NoteComposer,
    {} as NotesTimeline);
  return { underWay, composer, player, settles: () => settle() };
}

test('the first words take the moment of the picture that stays', async () => {
  const { underWay, composer, settles } = underWayAtFive();
  const began = underWay.began();
  expect(composer.taken).toEqual({ atMs: 5000 });
  settles();
  await began;
  expect(composer.taken).toEqual({ atMs: 5040 });
});

test('a note that is sent before the picture stands leaves no moment to the next one', async () => {
  const { underWay, composer, player, settles } = underWayAtFive();
  const began = underWay.began();
  underWay.dropped();
  settles();
  await began;
  expect(composer.taken).toBeUndefined();
  expect(player.playing).toBe(true);
});

test('what was moved by hand meanwhile stays there', async () => {
  const { underWay, composer, player, settles } = underWayAtFive();
  const began = underWay.began();
  player.momentMs = 8000;
  underWay.end();
  settles();
  await began;
  expect(composer.taken).toEqual({ atMs: 5000, untilMs: 8000 });
});
