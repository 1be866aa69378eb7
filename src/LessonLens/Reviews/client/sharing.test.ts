import { expect, test } from 'vitest';
import type { Note, Thread } from './conversation';
import { sharedWords, undoable } from './sharing';

const [amira, ben] = [{ id: 'amira', name: 'Amira' }, { id: 'ben', name: 'Ben' }];
const note = (id: string, draft = false): Note => ({
  id, seq: 1, author: amira, atMs: 0, kind: 'noticed', text: id, draft, edit: 1, answered: false,
  answeredEdit: 0, waiting: false,
});
const thread = (of: Note | undefined, id: string, ...repliers: (typeof ben)[]): Thread => ({
  id, atMs: 0, note: of,
  replies: repliers.map((author, i) => (
    { id: `${id}${i}`, annotationId: id, seq: 2, author, text: '', edit: 0, waiting: false })),
});

test('sharing is undone but for what was answered, taken back or deleted meanwhile', () => {
  const sharing = { notes: ['a', 'b', 'c', 'd', 'e'].map(id => note(id, true)), draft: false };
  const threads = [
    thread(note('a'), 'a'), thread(note('b'), 'b', ben), thread(note('c', true), 'c'),
    thread(undefined, 'd', ben), thread(note('e'), 'e', amira), thread(note('other'), 'other'),
  ];
  expect(undoable(sharing, threads).map(({ id }) => id)).toEqual(['a', 'e']);
  expect(sharedWords(sharing)).toBe('Your 5 notes are shared.');
});
