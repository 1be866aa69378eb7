import { expect, test } from 'vitest';
import { lastDay, namesOf, place } from './grants';

test('a group is told by the people in it, and by some of them where they are many', () => {
  expect(namesOf([])).toBe('nobody yet');
  expect(namesOf(['Ben'])).toBe('Ben');
  expect(namesOf(['Ben', 'Dana'])).toBe('Ben and Dana');
  expect(namesOf(['A', 'B', 'C', 'D', 'E', 'F'])).toBe('A, B, C, D, E and F');
  expect(namesOf(['A', 'B', 'C', 'D', 'E', 'F', 'G'])).toBe('A, B, C, D, E and 2 others');
});

test('what ends in the night after a day lasts up to that day', () => {
  const today = new Date(2027, 0, 1);
  expect(lastDay('2027-08-01T00:00:00Z', 'en-GB', today)).toBe('Sat 31 Jul');
  expect(lastDay('2027-07-30T23:59:59Z', 'en-GB', today)).toBe('Fri 30 Jul');
});

test('a person and a group have places of their own', () => {
  expect(place({ personId: 'a' })).toBe('a');
  expect(place({ groupId: 'b' })).toBe('groups/b');
});
