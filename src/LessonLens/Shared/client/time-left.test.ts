import { describe, expect, test } from 'vitest';
import { CalmTimeLeft, Estimate, timeLeft } from './time-left';

describe('the time left', () => {
  test('is not guessed in the first seconds', () => {
    const estimate = new Estimate();
    estimate.arrived(0, 0);
    estimate.arrived(1_000_000, 1000);
    expect(estimate.remainingMs(10_000_000)).toBeUndefined();
  });
  test('follows the speed of the last twenty seconds and not that of the beginning', () => {
    const estimate = new Estimate();
    const bytesAt = (s: number) => s < 40 ? s * 10_000 : 400_000 + (s - 40) * 1_000_000;
    for (let s = 0; s <= 60; s++) estimate.arrived(bytesAt(s), s * 1000);
    expect(estimate.remainingMs(40_400_000)).toBeCloseTo(20_000, -2);
  });
  test('starts anew when a cut line set the upload back', () => {
    const estimate = new Estimate();
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

describe('the time left to look at', () => {
  const after = (seconds: number[], done: (s: number) => number) => {
    const left = new CalmTimeLeft();
    return seconds.map(s => { left.heard(done(s), s * 1000); return left.words(s * 1000); });
  };
  test('says nothing before it can know', () => {
    expect(after([0, 1, 2], s => s / 600)).toEqual([undefined, undefined, undefined]);
  });
  test('runs down and does not follow every stumble', () => {
    const seconds = Array.from({ length: 300 }, (_, s) => s);
    // A fifth faster and slower by turns, as encoders are.
    const said = after(seconds, s => s / 600 + Math.sin(s / 5) / 600).filter(words => words !== undefined);
    const changes = said.filter((words, i) => i > 0 && words !== said[i - 1]);
    expect(said[0]).toMatch(/about (8|9|10|11|12) min/);
    expect(changes.length).toBeLessThanOrEqual(8);
  });
  test('is put right when it is a good deal wrong', () => {
    // After a minute a second job takes half of the machine.
    const said = after([0, 30, 60, 90, 120, 150], s => s <= 60 ? s / 300 : 0.2 + (s - 60) / 900);
    expect(said[2]).toBe('about 4 min left');
    expect(Number(/\d+/.exec(said[5]!)![0])).toBeGreaterThan(6);
  });
  test('never counts below nothing', () => {
    const left = new CalmTimeLeft();
    left.heard(0, 0);
    left.heard(0.9, 9000);
    expect(left.words(60_000)).toBe('less than a minute left');
  });
});
