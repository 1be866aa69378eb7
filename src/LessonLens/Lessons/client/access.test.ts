import { expect, test } from 'vitest';
import { byDay, hours, sentence, type Access } from './access';

const ben = { id: 'b', name: 'Ben Carter' };
const visit: Access = {
  number: 1, at: '2026-11-20T12:03:00', until: '2026-11-20T12:41:00', act: 'lesson.played', who: ben,
};

test('the log speaks in plain words', () => {
  expect(sentence(visit, 'a')).toBe('Ben Carter watched it');
  expect(sentence({ ...visit, act: 'grant.given', who: { id: 'a', name: 'Amira' }, about: ben }, 'a'))
    .toBe('You let Ben Carter see it');
  expect(sentence({ ...visit, act: 'hold.placed' }, 'a'))
    .toBe('Ben Carter held it, so that nothing of it is erased');
  expect(sentence({ number: 1, at: visit.at, act: 'grant.ended', about: ben, clipId: 'c' }, 'a'))
    .toBe('The time for Ben Carter to see a clip is over');
});

test('what took time is told from when to when', () => {
  expect(hours(visit, 'en-GB')).toBe('12:03–12:41');
  expect(hours({ ...visit, until: '2026-11-20T12:03:40' }, 'en-GB')).toBe('12:03');
});

test('days stay together', () => {
  const entries = [visit, visit, { ...visit, at: '2026-11-19T09:00:00' }];
  const days = byDay(entries, 'en-GB', new Date(2026, 10, 22));
  expect(days.map(one => [one.day, one.entries.length])).toEqual([['Fri 20 Nov', 2], ['Thu 19 Nov', 1]]);
});
