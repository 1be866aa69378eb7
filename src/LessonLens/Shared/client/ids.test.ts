import { expect, test } from 'vitest';
import { newId } from './ids';

test('an id carries its time, its version and its variant', () => {
  const id = newId(0x0123456789ab, new Uint8Array(10).fill(0xff));
  expect(id).toBe('01234567-89ab-7fff-bfff-ffffffffffff');
});
test('ids made later sort later', () => {
  expect(newId(1_700_000_000_000) < newId(1_700_000_000_001)).toBe(true);
});
test('no two are equal', () => {
  expect(new Set(Array.from({ length: 1000 }, () => newId())).size).toBe(1000);
});
