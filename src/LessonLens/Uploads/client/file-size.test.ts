import { expect, test } from 'vitest';
import { fileSize } from './file-size';

test('sizes are those of file managers', () => {
  expect(fileSize(1_234_000_000)).toBe('1.2 GB');
  expect(fileSize(48_400_000)).toBe('48 MB');
  expect(fileSize(10)).toBe('1 KB');
});
