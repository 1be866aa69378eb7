import { expect, test } from 'vitest';
import { duration, position, spokenPosition } from './times';

test('a position is written as minutes and seconds, with hours only when there are some', () => {
  expect(position(0)).toBe('0:00');
  expect(position(751_999)).toBe('12:31');
  expect(position(3_751_000)).toBe('1:02:31');
  expect(position(-5)).toBe('0:00');
});

test('a position is spoken without zeros', () => {
  expect(spokenPosition(751_000)).toBe('12 minutes 31 seconds');
  expect(spokenPosition(3_601_000)).toBe('1 hour 1 second');
  expect(spokenPosition(0)).toBe('the beginning');
});

test('a duration is rounded as people would', () => {
  expect(duration(2_470_000)).toBe('41 min');
  expect(duration(20_000)).toBe('20 s');
  expect(duration(3_720_000)).toBe('1 h 2 min');
});
