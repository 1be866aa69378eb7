import { expect, test } from 'vitest';
import type { Thread } from './conversation';
import { newIds, seenUpTo } from './seen';

const note = (id: string, firstSeq: number, author = 'ben'): Thread => ({
  id, atMs: 0, replies: [],
  note: {
    id, seq: firstSeq, firstSeq, author: { id: author, name: author }, atMs: 0, kind: 'noticed', text: '',
    draft: false, edit: 0, answered: false, answeredEdit: 0, waiting: false,
  },
});
const threads = [note('old', 2), note('mine', 4, 'me'), note('late', 7), note('early', 5)];

test('new is what others wrote since the last visit', () => {
  expect([...newIds(threads, 'me', 3)].sort()).toEqual(['early', 'late']);
});

test('seen goes up to the first that was not on the screen', () => {
  expect(seenUpTo(threads, 'me', 3, new Set(), 9)).toBe(4);
  expect(seenUpTo(threads, 'me', 3, new Set(['late']), 9)).toBe(4);
  expect(seenUpTo(threads, 'me', 3, new Set(['early']), 9)).toBe(6);
  expect(seenUpTo(threads, 'me', 3, new Set(['early', 'late']), 9)).toBe(9);
});
