import { expect, test } from 'vitest';
import { byDay, hours, type Access } from './access';

const visit: Access = {
  number: 1, at: '2026-11-20T12:03:00', until: '2026-11-20T12:41:00', says: 'Ben Carter watched it',
};

test('what took time is told from when to when', () => {
  expect(hours(visit, 'en-GB')).toBe('12:03–12:41');
  expect(hours({ ...visit, until: '2026-11-20T12:03:40' }, 'en-GB')).toBe('12:03');
});

test('days stay together', () => {
  const entries = [visit, visit, { ...visit, at: '2026-11-19T09:00:00' }];
  const days = byDay(entries, 'en-GB', new Date(2026, 10, 22));
  expect(days.map(one => [one.day, one.entries.length])).toEqual([['Fri 20 Nov', 2], ['Thu 19 Nov', 1]]);
});
