import { describe, expect, test } from 'vitest';
import { fileSize, timeLeft, UploadEstimate } from './upload-estimate';

describe('the time left', () => {
  test('is not guessed in the first seconds', () => {
    const estimate = new UploadEstimate();
    estimate.arrived(0, 0);
    estimate.arrived(1_000_000, 1000);
    expect(estimate.remainingMs(10_000_000)).toBeUndefined();
  });
  test('follows the speed of the last twenty seconds and not that of the beginning', () => {
    const estimate = new UploadEstimate();
    const bytesAt = (s: number) => s < 40 ? s * 10_000 : 400_000 + (s - 40) * 1_000_000;
    for (let s = 0; s <= 60; s++) estimate.arrived(bytesAt(s), s * 1000);
    expect(estimate.remainingMs(40_400_000)).toBeCloseTo(20_000, -2);
  });
  test('starts anew when a cut line set the upload back', () => {
    const estimate = new UploadEstimate();
    estimate.arrived(0, 0);
    estimate.arrived(5_000_000, 5000);
    estimate.arrived(4_000_000, 6000);
    expect(estimate.remainingMs(10_000_000)).toBeUndefined();
  });
  test('is said in round words', () => {
    expect(timeLeft(undefined)).toMatch(/working out/);
    expect(timeLeft(20_000)).toBe('less than a minute left');
    expect(timeLeft(60_000)).toBe('about a minute left');
    expect(timeLeft(250_000)).toBe('about 4 min left');
    expect(timeLeft(2.1 * 3_600_000)).toBe('about 2 hours left');
  });
});

test('sizes are those of file managers', () => {
  expect(fileSize(1_234_000_000)).toBe('1.2 GB');
  expect(fileSize(48_400_000)).toBe('48 MB');
  expect(fileSize(10)).toBe('1 KB');
});
