import { expect, test } from 'vitest';
import { actionFor, watchingKeys, writingKeys } from './room-keys';

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
test('every key of the list does something, but for those that only mean something while writing', () => {
  const whileWriting = ['Enter', 'Shift', 'Esc'];
  const listed = [...watchingKeys, ...writingKeys].flatMap(([keys]) => keys)
    .filter(key => !whileWriting.includes(key));
  const does = listed.map(key => actionFor(key === 'Space' ? ' ' : key, free));
  expect(does).not.toContain(undefined);
  expect(new Set(does).size).toBe(listed.length - 1);
});
test('slower and faster are not one picture back and on', () => {
  expect(actionFor('<', free)).toBe('slower');
  expect(actionFor(',', free)).toBe('frame-back');
  expect(actionFor('>', free)).toBe('faster');
  expect(actionFor('.', free)).toBe('frame-on');
});
