import { describe, expect, test } from 'vitest';
import type { Annotation, Change, Changes, Reply } from './annotation';
import { Conversation } from './conversation';

const ben = { id: 'ben', name: 'Ben' };
const note = (id: string, seq: number, of: Partial<Annotation> = {}): Annotation => ({
  id, seq, author: ben, atMs: 1000, kind: 'noticed', text: id, draft: false, edit: 0, answered: false,
  answeredEdit: 0, ...of,
});
const reply = (id: string, annotationId: string, seq: number, of: Partial<Reply> = {}): Reply => ({
  id, annotationId, seq, author: ben, text: id, edit: 0, ...of,
});
const told = (seq: number, ...changes: Change[]): Changes => ({ seq, seen: 0, changes });
const toldNotes = (seq: number, ...notes: Annotation[]) =>
  told(seq, ...notes.map(annotation => ({ seq: annotation.seq, annotation })));
const ids = (conversation: Conversation) => conversation.threads.map(thread => thread.id);

describe('what the server tells', () => {
  test('stands in the order of the lesson', () => {
    const conversation = new Conversation();
    const [a, b, c] = [note('a', 2, { atMs: 5 }), note('b', 3, { atMs: 5 }), note('c', 1, { atMs: 9 })];
    conversation.apply(toldNotes(3, c, a, b));
    expect(ids(conversation)).toEqual(['a', 'b', 'c']);
    expect(conversation.seq).toBe(3);
  });

  test('may come twice and late without harm', () => {
    const conversation = new Conversation();
    expect(conversation.apply(toldNotes(5, note('a', 5, { text: 'new' }))).notes).toHaveLength(1);
    expect(conversation.apply(toldNotes(2, note('a', 2, { text: 'old' }))).notes).toHaveLength(0);
    expect(conversation.threads[0]!.note!.text).toBe('new');
    expect(conversation.seq).toBe(5);
  });

  test('never brings a deleted note back', () => {
    const conversation = new Conversation();
    conversation.apply(told(7, { seq: 7, deleted: 'a', atMs: 5 }));
    conversation.apply(toldNotes(7, note('a', 6)));
    expect(conversation.threads).toEqual([]);
  });

  test('brings a note back that was a draft for a while', () => {
    const conversation = new Conversation();
    conversation.apply(toldNotes(1, note('a', 1)));
    conversation.apply(told(2, { seq: 2, deleted: 'a' }));
    expect(conversation.threads).toEqual([]);
    conversation.apply(toldNotes(3, note('a', 3)));
    conversation.apply(told(2, { seq: 2, deleted: 'a' }));
    expect(ids(conversation)).toEqual(['a']);
  });

  test('is the same list as long as nothing changes, so that the page rests', () => {
    const conversation = new Conversation();
    conversation.apply(toldNotes(1, note('a', 1)));
    const before = conversation.threads;
    conversation.apply(told(1));
    expect(conversation.threads).toBe(before);
  });
});

describe('what is written here', () => {
  test('is shown at once and waits until the server has it', () => {
    const conversation = new Conversation();
    conversation.notes(notes => notes.write(note('a', 0)));
    expect(conversation.threads[0]!.note!.waiting).toBe(true);
    conversation.notes(notes => notes.saved(note('a', 4)));
    expect(conversation.threads[0]!.note!.waiting).toBe(false);
    // Others may have written before it was saved: that is still asked for.
    expect(conversation.seq).toBe(0);
  });

  test('is not news to its own author', () => {
    const conversation = new Conversation();
    conversation.notes(notes => notes.write(note('a', 0)));
    expect(conversation.apply(toldNotes(1, note('a', 1))).notes).toEqual([]);
  });

  test('keeps a later edit that still waits over an earlier one that was saved', () => {
    const conversation = new Conversation();
    conversation.notes(notes => notes.write(note('a', 0, { edit: 2, text: 'second' })));
    conversation.notes(notes => notes.saved(note('a', 4, { edit: 1, text: 'first' })));
    expect(conversation.threads[0]!.note).toMatchObject({ text: 'second', waiting: true });
  });

  test('gives way to what another window of the same person saved first', () => {
    const conversation = new Conversation();
    conversation.notes(notes => notes.write(note('a', 0, { edit: 1, text: 'here' })));
    conversation.notes(notes => notes.saved(note('a', 4, { edit: 1, text: 'there' })));
    expect(conversation.threads[0]!.note).toMatchObject({ text: 'there', waiting: false });
  });
});

describe('replies', () => {
  test('stand under their note in the order of writing, whichever comes first', () => {
    const conversation = new Conversation();
    conversation.apply(told(2, { seq: 2, reply: reply('2', 'a', 2) }));
    conversation.replies(replies => replies.write(reply('3', 'a', 0)));
    expect(conversation.threads).toEqual([]);
    conversation.apply(told(3, { seq: 3, reply: reply('1', 'a', 3) }));
    conversation.apply(toldNotes(1, note('a', 1)));
    expect(conversation.threads[0]!.replies.map(one => one.id)).toEqual(['1', '2', '3']);
  });

  test('stay under a stone when their note is deleted, here or elsewhere', () => {
    const conversation = new Conversation();
    conversation.apply(toldNotes(1, note('a', 1), note('b', 2)));
    conversation.apply(told(4, { seq: 3, reply: reply('1', 'a', 3) }, { seq: 4, reply: reply('2', 'b', 4) }));
    conversation.notes(notes => notes.remove('a'));
    conversation.apply(told(5, { seq: 5, deleted: 'b', atMs: 1000 }));
    expect(conversation.threads.map(thread => [thread.id, thread.note, thread.replies.length]))
      .toEqual([['a', undefined, 1], ['b', undefined, 1]]);
    conversation.apply(told(6, { seq: 6, deletedReply: '1' }));
    expect(ids(conversation)).toEqual(['b']);
  });
});

test('a deletion can be undone until it is sent, and when the server refuses it', () => {
  const conversation = new Conversation();
  conversation.apply(toldNotes(1, note('a', 1)));
  conversation.notes(notes => notes.hide('a'));
  expect(conversation.threads).toEqual([]);
  conversation.notes(notes => notes.unhide('a'));
  expect(conversation.threads).toHaveLength(1);
  conversation.notes(notes => notes.remove('a'));
  expect(conversation.threads).toEqual([]);
  conversation.notes(notes => notes.restore('a'));
  expect(conversation.threads).toHaveLength(1);
});

test('a mark counts until the server tells a higher one', () => {
  const conversation = new Conversation();
  conversation.apply(toldNotes(1, note('a', 1)));
  conversation.mark('a', { answered: true, edit: 1 });
  expect(conversation.threads[0]!.note!.answered).toBe(true);
  conversation.apply(toldNotes(2, note('a', 2, { answered: false, answeredEdit: 2 })));
  expect(conversation.threads[0]!.note!.answered).toBe(false);
});
