import { expect, test } from 'vitest';
import { Drift } from './drift';

test('who is far off goes there at most once in five seconds, and is nudged meanwhile', () => {
  const drift = new Drift();
  const told = [0, 1000, 4900, 5000].map(ms => drift.correct(2000, ms));
  expect(told).toEqual([{ seek: true }, { rate: 0.95 }, { rate: 0.95 }, { seek: true }]);
});
