import { expect, test } from 'vitest';
import type { Thread } from './conversation';
import { isWrittenIn, withOpen, type Box } from './with-open';

const thread = (id: string, atMs: number, replies: string[] = []) =>
  ({ id, atMs, note: { id, atMs }, replies: replies.map(reply => ({ id: reply })) }) as unknown as Thread;
const open = (...boxes: Box[]) => (box: Box) => boxes.includes(box);
const all = [thread('a', 1), thread('b', 2, ['r']), thread('c', 3)];
const withoutB = [all[0]!, all[2]!];

test('a note that goes while somebody answers it leaves a stone for the answer', () => {
  const shown = withOpen(all, withoutB, open('reply b'));
  expect(shown).toEqual([all[0], { id: 'b', atMs: 2, note: undefined, replies: [] }, all[2]]);
  expect(withOpen(shown, withoutB, open('reply b'))).toEqual(shown);
  expect(withOpen(shown, withoutB, open())).toBe(withoutB);
});

test('one that goes while it is changed stays as it was until the change is sent', () => {
  expect(withOpen(all, withoutB, open('edit b'))).toEqual(all);
});

test('a reply that goes while it is changed stays at its place, also when its note goes', () => {
  const before = [thread('a', 1, ['q', 'r', 's'])];
  const ids = (shown: readonly Thread[]) => shown.flatMap(({ replies }) => replies.map(({ id }) => id));
  const now = [thread('a', 1, ['s'])];
  expect(ids(withOpen(before, now, open('edit q')))).toEqual(['q', 's']);
  expect(withOpen(before, now, open('edit s'))).toBe(now);
  expect(withOpen(before, [], open('edit r')))
    .toEqual([{ id: 'a', atMs: 1, note: undefined, replies: [{ id: 'r' }] }]);
});

test('a thread is written in by an answer, and by a change of its note or of an answer', () => {
  const written = (...boxes: Box[]) =>
    all.filter(one => isWrittenIn(one, open(...boxes))).map(({ id }) => id);
  expect(written('reply a', 'edit c', 'edit r')).toEqual(['a', 'b', 'c']);
  expect(written()).toEqual([]);
});
