import { expect, test } from 'vitest';
import {
  hasRoom, mostPointsOfAStroke, onPicture, pathOf, pictureBox, strokeOf, strokesIn, thinned, type Point,
  type Stroke,
} from './drawing';

test('the picture lies in the middle of its element, between bars at the sides or above and below', () => {
  expect(pictureBox({ width: 160, height: 90 }, { width: 90, height: 90 }))
    .toEqual({ left: 35, top: 0, width: 90, height: 90 });
  expect(pictureBox({ width: 90, height: 160 }, { width: 1920, height: 1080 }))
    .toEqual({ left: 0, top: 54.6875, width: 90, height: 50.625 });
});

test('a place on the picture is the same whatever the size, and never outside', () => {
  const small = pictureBox({ width: 390, height: 300 }, { width: 640, height: 360 });
  const large = pictureBox({ width: 1000, height: 900 }, { width: 1920, height: 1080 });
  for (const box of [small, large]) {
    const [x, y] = [box.left + box.width / 4, box.top + box.height * 0.75];
    expect(onPicture(x, y, box)).toEqual([0.25, 0.75]);
  }
  expect(onPicture(-50, 5000, small)).toEqual([0, 1]);
});

test('a straight line keeps its two ends, a corner stays, and a scribble keeps at most 200 points', () => {
  const line = Array.from({ length: 500 }, (_, i): Point => [i / 500, 0.5]);
  expect(thinned(line)).toEqual([line[0], line[499]]);
  expect(thinned([[0, 0], [0.2, 0.001], [0.5, 0], [0.5, 0.5]])).toContainEqual([0.5, 0]);
  const scribble = Array.from({ length: 4000 }, (_, i): Point =>
    [0.5 + 0.5 * Math.sin(i * 1.7), 0.5 + 0.5 * Math.cos(i * 2.3)]);
  const kept = thinned(scribble);
  expect(kept.length).toBeLessThanOrEqual(mostPointsOfAStroke);
  expect([kept[0], kept.at(-1)]).toEqual([scribble[0], scribble.at(-1)]);
});

test('a full drawing stays below what the server takes', () => {
  const points = Array.from({ length: mostPointsOfAStroke }, (_, i) => onPicture(i / 7.1, i / 3.3, {
    left: 0, top: 0, width: 61, height: 97 }));
  const strokes: Stroke[] = [];
  while (hasRoom(strokes)) strokes.push({ tool: 'pen', points });
  expect(strokes.length).toBeGreaterThan(10);
  expect(JSON.stringify({ strokes }).length).toBeLessThan(64 * 1024);
});

test('a touch of the pen is a dot; an arrow or a box without length is nothing', () => {
  expect(pathOf(strokeOf('pen', [[0.5, 0.5]])!, { width: 100, height: 100 })).toBe('M50,50L50,50');
  expect(strokeOf('arrow', [[0.5, 0.5], [0.501, 0.5]])).toBeUndefined();
  expect(strokeOf('box', [])).toBeUndefined();
});

test('an arrow has a head at its end, and a box its four corners', () => {
  const size = { width: 1000, height: 500 };
  expect(pathOf(strokeOf('box', [[0.1, 0.2], [0.9, 0.1], [0.3, 0.4]])!, size)).toBe('M100,100H300V200H100Z');
  const arrow = pathOf(strokeOf('arrow', [[0.1, 0.5], [0.5, 0.5]])!, size);
  expect(arrow).toBe('M100,250L500,250M464,267.4L500,250L464,232.6');
});

test('what others keep in a drawing, and this page cannot read, is left out', () => {
  const good = { tool: 'box', points: [[0, 0], [1, 1]] };
  const others = [{ tool: 'spray', points: [[0, 0]] }, { tool: 'pen', points: [3] }, null];
  expect(strokesIn({ strokes: [good, ...others] })).toEqual([good]);
  for (const other of [undefined, null, [], 'x', { strokes: {} }]) expect(strokesIn(other)).toEqual([]);
});
