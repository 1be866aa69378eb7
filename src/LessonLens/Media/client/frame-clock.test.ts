import { describe, expect, test } from 'vitest';
import { FrameClock } from './frame-clock';

describe('the moment of a picture', () => {
  test('is the time of the frame on the screen and not the clock that ran on', () => {
    const clock = new FrameClock();
    clock.shown(12.48, 312);
    expect(clock.momentMs(12.517)).toBe(12_480);
  });
  test('is the clock where the browser tells nothing about frames', () => {
    expect(new FrameClock().momentMs(3.0004)).toBe(3000);
  });
  test('is not that of the frame before a seek', () => {
    const clock = new FrameClock();
    clock.shown(12.48, 312);
    clock.forget();
    expect(clock.momentMs(60)).toBe(60_000);
  });
  test('is where one went where the browser gives the picture there the time of the seek', () => {
    const clock = new FrameClock();
    const steps = [7000, 7040, 7080].map(ms => {
      const sought = clock.aim(ms, 100);
      clock.shown(sought, ms);
      return clock.momentMs(sought);
    });
    expect(steps).toEqual([7000, 7040, 7080]);
    clock.shown(7.12, 7081);
    expect(clock.frameMs).toBe(40);
  });
  test('is not that of a picture from before a seek which comes late', () => {
    const clock = new FrameClock();
    const sought = clock.aim(5000, 100);
    clock.shown(3, 75, sought);
    expect(clock.momentMs(sought)).toBe(5000);
    clock.shown(4.96, 76, sought);
    expect(clock.momentMs(sought)).toBe(5000);
    clock.shown(5, 77, sought);
    expect(clock.momentMs(sought + 0.01)).toBe(5000);
  });
});

describe('the length of a frame', () => {
  test('is learnt while playing, also when callbacks were missed', () => {
    const clock = new FrameClock();
    clock.shown(1, 30);
    clock.shown(1 + 3 / 30, 33);
    expect(clock.frameMs).toBeCloseTo(33.33, 1);
  });
  test('is not learnt from a seek', () => {
    const clock = new FrameClock();
    clock.shown(1, 30);
    clock.shown(50, 31);
    clock.shown(2, 32);
    expect(clock.frameMs).toBe(40);
  });
});

test('seeking aims at the middle of the frame and never past the end', () => {
  const clock = new FrameClock();
  expect(clock.aim(12_480, 100)).toBeCloseTo(12.5);
  expect(clock.aim(100_000, 100)).toBeCloseTo(99.98);
});

test('two jumps one after the other go twice as far, also before the first picture has come', () => {
  const clock = new FrameClock();
  clock.shown(3, 75);
  const first = clock.aim(clock.momentMs(3.01) + 5000, 100);
  expect(clock.momentMs(first)).toBe(8000);
  const second = clock.aim(clock.momentMs(first) + 5000, 100);
  expect(clock.momentMs(second)).toBe(13_000);
  clock.shown(13, 80);
  expect(clock.momentMs(second + 0.01)).toBe(13_000);
});
