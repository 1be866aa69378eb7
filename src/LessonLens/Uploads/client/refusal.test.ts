import { expect, test } from 'vitest';
import { refusal } from './refusal';

test('what may work later waits and goes on by itself', () => {
  for (const status of [0, 401, 409, 423, 429, 500, 502, 503]) {
    expect(refusal(status, 'Words', true), String(status)).toBeUndefined();
  }
});

test('where there is no room nobody tries for ever: it is said, and the teacher tries again', () => {
  expect(refusal(507, 'There is not enough room.', true))
    .toEqual({ why: 'There is not enough room.', ways: ['again'] });
});

test('too big or no film leads to another file', () => {
  expect(refusal(413, undefined, false)?.ways).toContain('other-file');
  expect(refusal(415, undefined, false)?.ways).toEqual(['other-file']);
});

test('what has expired or gone begins again, but not without its lesson', () => {
  expect(refusal(410, undefined, true)?.ways).toEqual(['from-start']);
  expect(refusal(404, undefined, true)?.ways).toEqual(['from-start']);
  expect(refusal(404, undefined, false)?.why).toMatch(/lesson is not here/);
  expect(refusal(404, undefined, false)?.ways).toEqual([]);
});
