import { expect, test } from 'vitest';
import { readThumbnails, thumbnailAt } from './thumbnails';

const vtt = `WEBVTT

00:00:00.000 --> 00:00:05.000
sheet-0.jpg#xywh=0,0,160,90

00:05.000 --> 01:00:10.500
sheet-0.jpg#xywh=160,0,160,90
`;
const base = 'https://lens.example/media/lessons/1/thumbnails.vtt';

test('each cue is a part of a sheet beside the file', () => {
  const [first, second] = readThumbnails(vtt.replaceAll('\n', '\r\n'), base);
  expect(first).toEqual({
    fromMs: 0, toMs: 5000, url: 'https://lens.example/media/lessons/1/sheet-0.jpg', x: 0, y: 0, width: 160,
    height: 90,
  });
  expect(second).toMatchObject({ fromMs: 5000, toMs: 3_610_500, x: 160 });
});

test('a moment has the picture that has begun, before and after all of them too', () => {
  const thumbnails = readThumbnails(vtt, base);
  expect([0, 4999, 5000, 9e9].map(ms => thumbnailAt(thumbnails, ms)!.x)).toEqual([0, 0, 160, 160]);
  expect(thumbnailAt([], 5)).toBeUndefined();
});
