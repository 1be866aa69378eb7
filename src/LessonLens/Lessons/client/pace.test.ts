import { expect, test } from 'vitest';
import { Pace } from './pace';
import type { Recording } from './recording';

const processing = (progress: number, of: Partial<Recording> = {}): Recording =>
  ({ state: 'processing', playable: true, progress, ...of });

/** News once a second, as a worker tells them. */
function hear(pace: Pace, fromS: number, toS: number, at: (s: number) => Recording) {
  for (let s = fromS; s <= toS; s++) pace.heard(at(s), s * 1000);
  return pace.noticed(toS * 1000);
}

test('half a minute of work says how long the rest takes', () => {
  const pace = new Pace(0);
  expect(hear(pace, 0, 3, s => processing(s / 300)).left).toBeUndefined();
  expect(hear(pace, 4, 60, s => processing(s / 300))).toEqual({ left: 'about 4 min left', stands: false });
});

test('waiting for a turn is neither slow nor a standstill', () => {
  const pace = new Pace(0);
  expect(hear(pace, 0, 80, () => processing(0.02, { ahead: 1 }))).toEqual({ left: undefined });
  // Its turn comes after ten minutes: those do not count.
  expect(hear(pace, 600, 630, s => processing(0.02 + (s - 600) / 300)).left).toBe('about 4 min left');
});

test('work that another worker begins anew is reckoned from where it has caught up', () => {
  const pace = new Pace(0);
  hear(pace, 0, 60, s => processing(s / 300));
  // Forty seconds until the dead worker is noticed, and twenty to catch up.
  expect(hear(pace, 100, 120, () => processing(0.2)).stands).toBe(false);
  expect(hear(pace, 121, 140, s => processing(0.2 + (s - 120) / 300)).left).toBe('about 4 min left');
});

test('nothing is promised of what stands still', () => {
  const pace = new Pace(0);
  hear(pace, 0, 60, s => processing(s / 100));
  expect(pace.noticed(151_000)).toEqual({ stands: true });
});

test('a recording that has come as far as before goes on as a new stage', () => {
  const pace = new Pace(0);
  hear(pace, 0, 30, s => ({ state: 'arriving', playable: false, progress: s / 30 }));
  expect(hear(pace, 31, 32, () => processing(0)).left).toBeUndefined();
});
