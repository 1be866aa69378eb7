import { describe, expect, test } from 'vitest';
import type { Annotation } from './annotation';
import { Conversation } from './conversation';

const note = (id: string, seq: number, of: Partial<Annotation> = {}): Annotation => ({
  id, seq, author: { id: 'ben', name: 'Ben' }, atMs: 1000, kind: 'noticed', text: id, draft: false, edit: 0,
  ...of,
});
const told = (seq: number, ...annotations: Annotation[]) => ({
  seq, changes: annotations.map(annotation => ({ seq: annotation.seq, annotation })),
});

describe('what the server tells', () => {
  test('stands in the order of the lesson', () => {
    const conversation = new Conversation();
    const [a, b, c] = [note('a', 2, { atMs: 5 }), note('b', 3, { atMs: 5 }), note('c', 1, { atMs: 9 })];
    conversation.apply(told(3, c, a, b));
    expect(conversation.notes.map(n => n.id)).toEqual(['a', 'b', 'c']);
    expect(conversation.seq).toBe(3);
  });

  test('may come twice and late without harm', () => {
    const conversation = new Conversation();
    expect(conversation.apply(told(5, note('a', 5, { text: 'new' })))).toHaveLength(1);
    expect(conversation.apply(told(2, note('a', 2, { text: 'old' })))).toHaveLength(0);
    expect(conversation.notes[0]!.text).toBe('new');
    expect(conversation.seq).toBe(5);
  });

  test('never brings a deleted note back', () => {
    const conversation = new Conversation();
    conversation.apply({ seq: 7, changes: [{ seq: 7, deleted: 'a' }] });
    conversation.apply(told(7, note('a', 6)));
    conversation.write(note('a', 0));
    expect(conversation.notes).toEqual([]);
  });
});

describe('what is written here', () => {
  test('is shown at once and waits until the server has it', () => {
    const conversation = new Conversation();
    conversation.write(note('a', 0));
    expect(conversation.notes[0]!.waiting).toBe(true);
    conversation.saved(note('a', 4));
    expect(conversation.notes[0]!.waiting).toBe(false);
  });

  test('does not skip what others wrote before it was saved', () => {
    const conversation = new Conversation();
    conversation.write(note('a', 0));
    conversation.saved(note('a', 4));
    expect(conversation.seq).toBe(0);
  });

  test('is not news to its own author', () => {
    const conversation = new Conversation();
    conversation.write(note('a', 0));
    expect(conversation.apply(told(1, note('a', 1)))).toEqual([]);
  });

  test('keeps a later edit that still waits over an earlier one that was saved', () => {
    const conversation = new Conversation();
    conversation.write(note('a', 0, { edit: 2, text: 'second' }));
    conversation.saved(note('a', 4, { edit: 1, text: 'first' }));
    expect(conversation.notes).toMatchObject([{ text: 'second', waiting: true }]);
  });
});

test('a deletion can be undone until it is sent', () => {
  const conversation = new Conversation();
  conversation.apply(told(1, note('a', 1)));
  conversation.hide('a');
  expect(conversation.notes).toEqual([]);
  conversation.unhide('a');
  expect(conversation.notes).toHaveLength(1);
  conversation.remove('a');
  expect(conversation.notes).toEqual([]);
});
