import { expect, test } from 'vitest';
import { earlier, restated } from './focus';

const version = (version: number, text: string) => ({ version, text, writtenAt: '2026-11-03T10:00:00Z' });

test('earlier versions are those that asked something, the latest first', () => {
  const versions = ['Who talks?', '', 'Who thinks?', 'Who waits?'].map((text, i) => version(i + 1, text));
  expect(earlier(versions).map(one => one.text)).toEqual(['Who thinks?', 'Who talks?']);
  expect(earlier([])).toEqual([]);
});

test('how often is said as people say it', () => {
  expect([1, 2, 3].map(restated)).toEqual(['Restated once', 'Restated twice', 'Restated 3 times']);
});
