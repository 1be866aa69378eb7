import { expect, test } from 'vitest';
import { boxKey } from './writing-box';

const key = (name: string, more = {}) => ({ key: name, shiftKey: false, isComposing: false, ...more });

test('Enter sends, Shift and Enter make a new line, Esc drops', () => {
  expect(boxKey(key('Enter'))).toBe('send');
  expect(boxKey(key('Enter', { shiftKey: true }))).toBeUndefined();
  expect(boxKey(key('Escape'))).toBe('drop');
  expect(boxKey(key('k'))).toBeUndefined();
});
test('an Enter that chooses a word of an input method sends nothing', () => {
  expect(boxKey(key('Enter', { isComposing: true }))).toBeUndefined();
});
