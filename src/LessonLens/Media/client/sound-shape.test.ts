import { expect, test } from 'vitest';
import { columnsOf, soundShape } from './sound-shape';

test('a long recording becomes as many columns as there is room for, the loudest as high as can be', () => {
  const peaks = [...Array<number>(500).fill(0.1), ...Array<number>(500).fill(0.2)];
  expect(columnsOf(peaks, 4)).toEqual([0.5, 0.5, 1, 1].map(n => expect.closeTo(n)));
});
test('a short one has no more columns than it has numbers, and silence stays flat', () => {
  expect(columnsOf([0, 0, 0], 600)).toEqual([0, 0, 0]);
  expect(columnsOf([], 600)).toEqual([]);
});
test('the shape is the same above and below its middle', () => {
  expect(soundShape([1, 0.5])).toBe('M0,1L0.5,0L1.5,0.5L2,1L1.5,1.5L0.5,2Z');
  expect(soundShape([])).toBe('');
});
