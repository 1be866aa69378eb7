import { expect, test } from 'vitest';
import { saving } from './saving-words';

test('nothing is said while all is well, also while a note is on its way', () => {
  expect(saving({ alive: true, count: 0, stuck: false })).toBe('');
  expect(saving({ alive: true, count: 1, stuck: false })).toBe('');
});
test('with a dead line the page says how many notes wait', () => {
  expect(saving({ alive: false, count: 2, stuck: false })).toMatch(/2 notes wait/);
  expect(saving({ alive: true, count: 1, stuck: true })).toMatch(/1 note waits/);
  expect(saving({ alive: false, count: 0, stuck: false })).toMatch(/go on writing/);
});
