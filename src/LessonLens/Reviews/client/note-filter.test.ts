import { expect, test } from 'vitest';
import type { Annotation } from './annotation';
import type { Thread } from './conversation';
import { asksForSomething, everything, fits, peopleIn, toggled } from './note-filter';

const [amira, ben] = [{ id: 'a', name: 'Amira' }, { id: 'b', name: 'Ben' }];
const thread = (of: Partial<Annotation>, ...replied: (typeof ben)[]): Thread => ({
  id: 'x', atMs: 0,
  note: {
    id: 'x', seq: 1, author: amira, atMs: 0, kind: 'noticed', text: '', draft: false, edit: 0,
    answered: false, answeredEdit: 0, waiting: false, ...of,
  },
  replies: replied.map((author, i) => (
    { id: `${i}`, annotationId: 'x', seq: 1, author, text: '', edit: 0, waiting: false })),
});

test('nothing asked for shows everything, stones too', () => {
  expect(fits(everything, { id: 's', atMs: 0, note: undefined, replies: [] })).toBe(true);
  expect(asksForSomething(everything)).toBe(false);
});

test('any answer to one question, and all questions', () => {
  const filter = { ...everything, kinds: ['noticed' as const, 'try' as const], abouts: ['task' as const] };
  expect(fits(filter, thread({ about: 'task' }))).toBe(true);
  expect(fits(filter, thread({ kind: 'worked', about: 'task' }))).toBe(false);
  expect(fits(filter, thread({}))).toBe(false);
});

test('a person is where they wrote, also in a reply', () => {
  const filter = { ...everything, people: [ben.id] };
  expect(fits(filter, thread({}))).toBe(false);
  expect(fits(filter, thread({}, ben))).toBe(true);
  expect(peopleIn([thread({}, ben)], ben.id)).toEqual([ben, amira]);
});

test('open questions are those that nobody has called answered', () => {
  const filter = { ...everything, open: true };
  expect(fits(filter, thread({ kind: 'wondered' }))).toBe(true);
  expect(fits(filter, thread({ kind: 'wondered', answered: true }))).toBe(false);
  expect(fits(filter, thread({}))).toBe(false);
});

test('only mine to see is what is not shared yet', () => {
  const filter = { ...everything, unshared: true };
  expect(asksForSomething(filter)).toBe(true);
  expect(fits(filter, thread({ draft: true }))).toBe(true);
  expect(fits(filter, thread({ held: true }))).toBe(true);
  expect(fits(filter, thread({}))).toBe(false);
});

test('a chip goes on and off', () => {
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b']);
});
