import { describe, expect, test } from 'vitest';
import { beginAt, between, endAt, inShort, SpanPlay } from './span';

describe('a span', () => {
  test('lies between two places, whichever was given first', () => {
    expect(between(5000, 2000)).toEqual({ atMs: 2000, untilMs: 5000 });
  });
  test('that is hardly any is a moment', () => {
    expect(between(5000, 5100)).toEqual({ atMs: 5000 });
  });
  test('keeps its end when it begins earlier, and loses it when it begins later', () => {
    expect(beginAt(1000, { atMs: 2000, untilMs: 5000 })).toEqual({ atMs: 1000, untilMs: 5000 });
    expect(beginAt(6000, { atMs: 2000, untilMs: 5000 })).toEqual({ atMs: 6000 });
  });
  test('that only got an end is the five seconds before it', () => {
    expect(endAt(9000, undefined)).toEqual({ atMs: 4000, untilMs: 9000 });
    expect(endAt(2000, undefined)).toEqual({ atMs: 0, untilMs: 2000 });
    expect(endAt(9000, { atMs: 7000 })).toEqual({ atMs: 7000, untilMs: 9000 });
  });
  test('is written with both its ends', () => {
    expect(inShort({ atMs: 12_000, untilMs: 75_000 })).toBe('0:12–1:15');
    expect(inShort({ atMs: 12_000, untilMs: null })).toBe('0:12');
  });
});

describe('playing a span', () => {
  const span = { atMs: 2000, untilMs: 5000 };

  test('stops at its end, once', () => {
    const play = new SpanPlay();
    play.begin(span);
    // The player is still where it was.
    expect([9000, 2010, 3000, 4990].map(ms => play.ends(ms))).toEqual([false, false, false, false]);
    expect(play.ends(5020)).toBe(true);
    expect(play.ends(5060)).toBe(false);
    expect(play.last).toEqual(span);
  });
  test('stops also where the page hung over its end', () => {
    const play = new SpanPlay();
    play.begin(span);
    const told = [play.ends(2010, 100), play.ends(4000, 2090), play.ends(7500, 5590)];
    expect(told).toEqual([false, false, true]);
  });
  test('is given up by going elsewhere', () => {
    const play = new SpanPlay();
    play.begin(span);
    expect([2010, 60_000, 5010].map(ms => play.ends(ms))).toEqual([false, false, false]);
  });
  test('is nothing for a moment', () => {
    const play = new SpanPlay();
    play.begin({ atMs: 2000 });
    expect([2000, 9000].map(ms => play.ends(ms))).toEqual([false, false]);
    expect(play.last).toBeUndefined();
  });
});
