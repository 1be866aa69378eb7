import { expect, test } from 'vitest';
import { Pieces } from './pieces';

const recorded = (...texts: string[]) => {
  const pieces = new Pieces();
  texts.forEach((text, n) => pieces.add(new Blob([text]), (n + 1) * 2000));
  return pieces;
};

test('what waits is sent together, up to a size', async () => {
  expect(await recorded('ab', 'cd', 'ef').next(100).text()).toBe('abcdef');
  expect(await recorded('ab', 'cd', 'ef').next(3).text()).toBe('abcd');
  expect(recorded().next(3).size).toBe(0);
});

test('after a cut line it goes on at the byte that the server has', async () => {
  const pieces = recorded('ab', 'cd', 'ef');
  expect(pieces.reached(3)).toBe(true);
  expect(await pieces.next(100).text()).toBe('def');
  expect(pieces.waitingBytes).toBe(3);
});

test('safe is what has arrived as a whole', () => {
  const pieces = recorded('ab', 'cd', 'ef');
  pieces.reached(3);
  expect(pieces.safeMs).toBe(2000);
  pieces.reached(6);
  expect(pieces.safeMs).toBe(6000);
});

test('a server that has less than it said, or more than there is, is not believed', () => {
  const pieces = recorded('ab', 'cd');
  pieces.reached(2);
  expect(pieces.reached(1)).toBe(false);
  expect(pieces.reached(5)).toBe(false);
});
