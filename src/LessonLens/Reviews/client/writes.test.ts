import { expect, test } from 'vitest';
import { Refused } from '../../Shared/client/http';
import { Conversation } from './conversation';
import { Writes } from './writes';

const amira = { id: 'amira', name: 'Amira' };
const mine = { atMs: 1, kind: 'noticed', text: 'Mine' } as const;
const stored = {
  ...mine, id: 'n', seq: 1, author: amira, draft: false, edit: 0, answered: false, answeredEdit: 0,
};

/** Refuses with these, one after the other, and takes what comes then. */
function writesAgainst(...statuses: number[]) {
  const conversation = new Conversation();
  const refused: string[] = [];
  let again = () => {};
  const writes = new Writes(conversation, amira, {
    send: () => {
      const status = statuses.shift();
      return status ? Promise.reject(new Refused(status, 'No.')) : Promise.resolve(stored);
    },
    changed: () => {}, waiting: () => {},
    refused: (sentence, words) => { refused.push(`${sentence} ${words}`); },
    later: what => { again = what; },
  });
  const settled = () => new Promise(resolve => setTimeout(resolve));
  return { conversation, writes, refused, settled, again: () => again() };
}

test.each([401, 429, 500])('what is refused with %i waits, and is sent again', async status => {
  const { conversation, writes, refused, settled, again } = writesAgainst(status);
  writes.note('n', mine);
  await settled();
  expect(conversation.threads[0]?.note).toMatchObject({ text: 'Mine', waiting: true });
  again();
  await settled();
  expect(conversation.threads[0]?.note).toMatchObject({ text: 'Mine', waiting: false });
  expect(refused).toEqual([]);
});

test('what is refused for good goes, and its words are told; what comes after it is saved', async () => {
  const { conversation, writes, refused, settled } = writesAgainst(409);
  writes.note('first', { ...mine, text: 'Too early' });
  writes.note('n', mine);
  await settled();
  expect(refused).toEqual(['No. Too early']);
  expect(conversation.threads.map(({ id }) => id)).toEqual(['n']);
});

test('what may not be deleted comes back, and what is gone already does not', async () => {
  for (const [status, left] of [[409, ['n']], [404, []]] as const) {
    const { conversation, writes, settled } = writesAgainst(status);
    conversation.notes(notes => notes.tell(stored));
    writes.remove({ sort: 'note', id: 'n' });
    await settled();
    expect(conversation.threads.map(({ id }) => id)).toEqual(left);
  }
});
