import { expect, test } from 'vitest';
import { CatchUp } from './catch-up';

test('a notice that comes while asking leads to one more question, and not to five', async () => {
  let asked = 0;
  let answer = () => {};
  const catchUp = new CatchUp(() => { asked++; return new Promise(resolve => { answer = resolve; }); });
  const done = catchUp.now();
  for (let i = 0; i < 5; i++) void catchUp.now();
  answer();
  await new Promise(resolve => setTimeout(resolve));
  expect(asked).toBe(2);
  answer();
  await done;
});

test('a failed question does not stop the next', async () => {
  let asked = 0;
  const catchUp = new CatchUp(() => { asked++; return Promise.reject(new Error('line is dead')); });
  await catchUp.now();
  await catchUp.now();
  expect(asked).toBe(2);
});
