import { expect, test } from 'vitest';
import { inShort, inWords, percent, type Recording } from './recording';

const recording = (of: Partial<Recording>): Recording =>
  ({ state: 'ready', playable: false, progress: 0, ...of });

test('the owner is told what to do next, a colleague is not', () => {
  for (const state of ['awaiting', 'arriving', 'failed'] as const) {
    expect(inWords(recording({ state }), true).next).not.toEqual([]);
    expect(inWords(recording({ state }), false).next).toEqual([]);
  }
});

test('a failure speaks in the words of the server', () => {
  const failure = { code: 'not_video', title: 'This file is not a video.' };
  const failed = recording({ state: 'failed', failure });
  expect(inWords(failed, true).title).toBe('This file is not a video.');
});

test('trying again is offered where the fault may be ours, another file always', () => {
  const failed = (code: string) => inWords(
    recording({ state: 'failed', failure: { code, title: 'No.' } }), true).next;
  expect(failed('interrupted')).toEqual(['retry', 'other-file']);
  expect(failed('not-a-video')).toEqual(['other-file']);
});

test('an upload that goes on elsewhere is left alone, one that stands still is offered', () => {
  const arriving = recording({ state: 'arriving', progress: 0.615 });
  expect(inWords(arriving, true, { stands: false }).next).toEqual([]);
  expect(inWords(arriving, true, { stands: true })).toMatchObject({
    title: 'The upload has stopped.', progress: '61 % has arrived', next: ['go-on'],
  });
});

test('numbers that move stand apart from the words that are read out', () => {
  const processing = recording({ state: 'processing', progress: 0.4 });
  const words = inWords(processing, true, { left: 'about 3 min left' });
  expect(words.progress).toBe('40 % done, about 3 min left');
  expect(words.title).not.toMatch(/\d/);
});

test('whoever waits for their turn is told how many are before them, and not how far it is', () => {
  const waiting = recording({ state: 'processing', progress: 0, ahead: 2 });
  expect(inWords(waiting, true).title).toMatch(/waits for its turn/);
  expect(inWords(waiting, true).progress).toBe('2 recordings are before it');
  expect(inShort(waiting)).toBe('Waiting for its turn');
  const next = recording({ state: 'processing', playable: true, progress: 0.02, ahead: 1 });
  expect(inWords(next, true).title).toMatch(/You can watch it/);
  expect(inWords(next, true).progress).toBe('One recording is before it');
});

test('work that stands still is not passed off as nearly done', () => {
  const standing = inWords(recording({ state: 'processing', progress: 0.97 }), true, { stands: true });
  expect(standing.progress).toBe('97 % done');
  expect(standing.more).toMatch(/longer than usual/);
});

test('a hundred per cent is said only when it is', () => {
  expect(percent(0.9999)).toBe('99 %');
  expect(percent(1)).toBe('100 %');
  expect(inShort(recording({ state: 'arriving', progress: 0.615 }))).toBe('Arriving: 61 %');
  expect(inShort(recording({ state: 'arriving', progress: 0 }))).toBe('Arriving');
});
