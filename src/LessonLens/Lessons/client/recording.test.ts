import { expect, test } from 'vitest';
import { inShort, inWords, percent, type Recording } from './recording';

const recording = (of: Partial<Recording>): Recording =>
  ({ state: 'ready', playable: false, progress: 0, ...of });

test('the owner is told what to do next, a colleague is not', () => {
  for (const state of ['awaiting', 'arriving', 'failed'] as const) {
    expect(inWords(recording({ state }), true).next).toBeTruthy();
    expect(inWords(recording({ state }), false).next).toBeUndefined();
  }
});

test('a failure speaks in the words of the server', () => {
  const failure = { code: 'not_video', title: 'This file is not a video.' };
  const failed = recording({ state: 'failed', failure });
  expect(inWords(failed, true).title).toBe('This file is not a video.');
});

test('a hundred per cent is said only when it is', () => {
  expect(percent(0.9999)).toBe('99 %');
  expect(percent(1)).toBe('100 %');
  expect(inShort(recording({ state: 'arriving', progress: 0.615 }))).toBe('Arriving: 61 %');
});
