import { expect, test } from 'vitest';
import { day, moment, parseDay } from './dates';
import { readersLanguage } from './language';

const today = new Date(2026, 10, 21);

test('a day of this year has no year', () => {
  expect(day(parseDay('2026-11-03'), 'en-GB', today)).toBe('Tue 3 Nov');
});
test('a day of another year has one', () => {
  expect(day(parseDay('2025-11-03'), 'en-GB', today)).toBe('Mon 3 Nov 2025');
});
test('the reader reads it in their own language', () => {
  expect(day(parseDay('2026-11-03'), 'de', today)).toMatch(/^Di\.? 3\. Nov/);
});
test('a moment has its time beside its day', () => {
  expect(moment(new Date(2026, 10, 3, 10, 40), 'en-GB', today)).toBe('Tue 3 Nov, 10:40');
});
test('a language that is none leaves the choice to the browser', () => {
  expect(readersLanguage('en-gb')).toBe('en-GB');
  expect(readersLanguage('C')).toBeUndefined();
});
