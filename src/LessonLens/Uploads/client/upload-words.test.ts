import { expect, test } from 'vitest';
import { howFar, howLong, pageWords, safeWords, stateWords } from './upload-words';

const one = (state: 'queued' | 'going' | 'waiting' | 'paused' | 'done' | 'lost', healed = false) => ({
  state, healed, refused: undefined, part: 0.615, bytes: 615, size: 1000, remainingMs: 240_000,
  lengthMs: undefined,
});

test('one sees how far it is and how long it takes', () => {
  expect(howFar(one('going'))).toBe('61 % · about 4 min left');
  expect(howFar(one('waiting'))).toBe('61 %');
  expect(howLong({ ...one('going'), size: 750e6, lengthMs: 41 * 60_000 })).toBe('41 min · 750 MB');
});

test('a line that heals says so', () => {
  expect(stateWords(one('waiting'))).toMatch(/cut.*safe.*goes on by itself/);
  expect(stateWords(one('going', true))).toMatch(/cut and is back/);
});

test('the page may be closed as soon as that is true, and not before', () => {
  expect(pageWords([one('done'), one('going')], false)).toMatch(/Keep this page open/);
  expect(pageWords([one('done'), one('paused')], false)).toBe('');
  expect(pageWords([one('done'), one('lost')], false)).toBe('');
  expect(pageWords([one('done')], true)).toMatch(/Save what you have written/);
  expect(pageWords([one('done')], false)).toMatch(/You can close this page/);
});

test('while filming one knows what is safe, and when too much waits', () => {
  expect(safeWords('going', 2480e3, 1e6, '41:20')).toBe('Everything up to 41:20 has arrived.');
  expect(safeWords('waiting', 2480e3, 1e6, '41:20')).toMatch(/line is cut.*41:20 is safe.*goes on/);
  expect(safeWords('waiting', 2480e3, 240e6, '41:20')).toMatch(/240 MB wait in this browser/);
});
