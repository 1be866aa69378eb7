import { expect, test } from 'vitest';
import type { Note } from './conversation';
import { currentNote, lanesOf, nearest, partOf } from './lanes';

const note = (id: string, atMs: number, author = 'ben', name = 'Ben Okafor'): Note => ({
  id, seq: 1, atMs, author: { id: author, name }, kind: 'noticed', text: id, draft: false, edit: 0,
  answered: false, answeredEdit: 0, waiting: false,
});

test('everybody has a lane, one’s own first', () => {
  const lanes = lanesOf([note('1', 10), note('2', 20, 'amira', 'Amira Haddad'), note('3', 30)], 'amira');
  expect(lanes.map(lane => [lane.name, lane.notes.length])).toEqual([['You', 1], ['Ben', 2]]);
});

test('a moment stands within the line, also before the length is known', () => {
  expect(partOf(30, 120)).toBe(0.25);
  expect(partOf(500, 120)).toBe(1);
  expect(partOf(30, 0)).toBe(0);
});

test('a click means the nearest note, when one is near', () => {
  const notes = [note('1', 1000), note('2', 1400)];
  expect(nearest(notes, 1250, 500)?.id).toBe('2');
  expect(nearest(notes, 9000, 500)).toBeUndefined();
});

test('the note of the moment is the last one reached, for a while', () => {
  const notes = [note('1', 1000), note('2', 5000)];
  expect(currentNote(notes, 999)?.id).toBe('1');
  expect(currentNote(notes, 6000)?.id).toBe('2');
  expect(currentNote(notes, 60_000)).toBeUndefined();
});
