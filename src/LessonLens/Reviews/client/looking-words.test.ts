import { expect, test } from 'vitest';
import { kinds } from './annotation';
import { heldBackWords, kindsAt } from './looking-words';

test('what waits is counted by person, and never shown', () => {
  expect(heldBackWords([])).toContain('You write first');
  expect(heldBackWords([{ name: 'Ben Carter', notes: 1 }])).toBe('1 note by Ben waits for you.');
  const three = ['Ben', 'Chris', 'Dana'].map((name, i) => ({ name, notes: i + 1 }));
  expect(heldBackWords(three)).toBe('1 note by Ben, 2 notes by Chris and 3 notes by Dana wait for you.');
});

test('each step takes what the one before took, and more', () => {
  expect(kindsAt(1)).toEqual(['noticed']);
  expect(kindsAt(2)).toEqual(['noticed', 'wondered']);
  expect(kindsAt(3)).toEqual(kinds);
  expect(kindsAt(0)).toEqual(kinds);
});
