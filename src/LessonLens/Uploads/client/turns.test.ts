import { expect, test } from 'vitest';
import type { SendingState } from './sending';
import { nextToGo } from './turns';

const one = (state: SendingState, lessonId: string | undefined = 'l', live = false) =>
  ({ state, lessonId, live });

test('recordings go one after the other, in the order in which they were chosen', () => {
  const second = one('queued');
  expect(nextToGo([one('going'), second])).toBeUndefined();
  expect(nextToGo([one('done'), second, one('queued')])).toBe(second);
});

test('one that is paused or refused lets the next one go, one that waits for the line does not', () => {
  const second = one('queued');
  expect(nextToGo([one('paused'), second])).toBe(second);
  expect(nextToGo([one('lost'), second])).toBe(second);
  expect(nextToGo([one('waiting'), second])).toBeUndefined();
});

test('what a camera records keeps nobody waiting', () => {
  const file = one('queued');
  expect(nextToGo([one('going', 'l', true), file])).toBe(file);
  const filmed = one('queued', 'l', true);
  expect(nextToGo([one('going'), filmed])).toBe(filmed);
});

test('none goes before its lesson is there, and none overtakes it', () => {
  const early = { state: 'queued' as const, live: false, lessonId: undefined };
  expect(nextToGo([early, one('queued')])).toBeUndefined();
});
