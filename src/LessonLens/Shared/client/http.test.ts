import { describe, expect, test } from 'vitest';
import { jsonOf, problemTitle, Unreachable } from './http';

const answer = (status: number, body?: unknown) => ({
  status,
  json: () => body === undefined ? Promise.reject(new Error('not JSON')) : Promise.resolve(body),
});

describe('what a refused request says', () => {
  test('the sentence of the problem document', async () => {
    const problem = { title: 'A note needs some words.' };
    expect(await problemTitle(answer(400, problem))).toBe('A note needs some words.');
  });
  test('the first wrong field, when there are some', async () => {
    const problem = { title: 'One or more errors occurred.', errors: { title: ['Give it a title.'] } };
    expect(await problemTitle(answer(400, problem))).toBe('Give it a title.');
  });
  test('a plain sentence, when the answer is not JSON', async () => {
    expect(await problemTitle(answer(404))).toMatch(/not shared with you/);
    expect(await problemTitle(answer(500, {}))).toMatch(/try again/);
  });
});

test('an answer that was cut off, or that something on the way gave instead, is none', async () => {
  for (const body of ['{"seq":', '<html>Sign in to the Wi-Fi</html>', '']) {
    await expect(jsonOf(new Response(body))).rejects.toBeInstanceOf(Unreachable);
  }
});
