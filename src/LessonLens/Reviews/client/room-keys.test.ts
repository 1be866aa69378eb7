import { expect, test } from 'vitest';
import { actionFor } from './room-keys';

const free = { typing: false, onControl: false, modified: false };

test('keys drive the player when nothing is being written', () => {
  expect(actionFor('K', free)).toBe('toggle');
  expect(actionFor(' ', free)).toBe('toggle');
  expect(actionFor('?', free)).toBe('help');
  expect(actionFor('x', free)).toBeUndefined();
});
test('writing a note is only writing', () => {
  expect(actionFor('k', { ...free, typing: true })).toBeUndefined();
});
test('space presses the focused button, and Ctrl+L stays the browser’s', () => {
  expect(actionFor(' ', { ...free, onControl: true })).toBeUndefined();
  expect(actionFor('k', { ...free, onControl: true })).toBe('toggle');
  expect(actionFor('l', { ...free, modified: true })).toBeUndefined();
});
