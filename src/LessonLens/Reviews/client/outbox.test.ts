import { expect, test } from 'vitest';
import { Outbox, type Post, type Unsent } from './outbox';

class Temporary extends Error {}

function postOffice() {
  const none = (): string[] => [];
  const seen = { sent: none(), stored: none(), refused: none(), told: none() };
  let answer: () => Promise<number> = () => Promise.resolve(1);
  let again: (() => void) | undefined;
  const post: Post<string, number> = {
    send: change => { seen.sent.push(change.id); return answer(); },
    isTemporary: error => error instanceof Temporary,
    stored: change => { seen.stored.push(change.id); },
    refused: change => { seen.refused.push(change.id); },
    waiting: (count, stuck) => { seen.told.push(`${count}${stuck ? ' stuck' : ''}`); },
    later: callback => { again = callback; },
  };
  return {
    seen, outbox: new Outbox(post),
    answers: (how: () => Promise<number>) => { answer = how; },
    timePasses: () => again?.(),
  };
}

const put = (id: string): Unsent<string> => ({ id, method: 'PUT', content: id });
const settled = () => new Promise(resolve => setTimeout(resolve));

test('changes go out in the order in which they were made', async () => {
  const { seen, outbox } = postOffice();
  outbox.add(put('a'));
  outbox.add(put('b'));
  await settled();
  expect(seen.stored).toEqual(['a', 'b']);
  expect(outbox.count).toBe(0);
});

test('with a dead line they wait, are counted, and are sent again with the same ids', async () => {
  const { seen, outbox, answers, timePasses } = postOffice();
  answers(() => Promise.reject(new Temporary()));
  outbox.add(put('a'));
  outbox.add(put('b'));
  await settled();
  expect(seen.told.at(-1)).toBe('2 stuck');
  answers(() => Promise.resolve(1));
  timePasses();
  await settled();
  expect(seen.sent).toEqual(['a', 'a', 'b']);
  expect(seen.stored).toEqual(['a', 'b']);
  expect(seen.told.at(-1)).toBe('0');
});

test('one that the server refuses does not hold up the rest', async () => {
  const { seen, outbox, answers } = postOffice();
  answers(() => seen.sent.length === 1 ? Promise.reject(new Error('Too long.')) : Promise.resolve(1));
  outbox.add(put('a'));
  outbox.add(put('b'));
  await settled();
  expect(seen.refused).toEqual(['a']);
  expect(seen.stored).toEqual(['b']);
});
