/** One picture of a sprite sheet and the time for which it stands. */
export interface Thumbnail {
  fromMs: number;
  toMs: number;
  url: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const clock = '((?:\\d+:)?\\d+:\\d+\\.\\d+)';
const part = '([^\\n#]+)#xywh=(\\d+),(\\d+),(\\d+),(\\d+)';
const cue = new RegExp(`${clock}\\s*-->\\s*${clock}[^\\n]*\\n${part}`, 'g');

/** Reads WebVTT whose cues name parts of pictures. `base` is the address that it came from. */
export function readThumbnails(vtt: string, base: string): Thumbnail[] {
  return [...vtt.replaceAll('\r', '').matchAll(cue)].map(([, from, to, url, x, y, width, height]) => ({
    fromMs: time(from!), toMs: time(to!), url: new URL(url!.trim(), base).href,
    x: Number(x), y: Number(y), width: Number(width), height: Number(height),
  }));
}

/** The picture for a moment: the last one that has begun. */
export function thumbnailAt(thumbnails: readonly Thumbnail[], ms: number) {
  let [low, high] = [0, thumbnails.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (thumbnails[middle]!.fromMs <= ms) low = middle + 1;
    else high = middle;
  }
  return thumbnails[Math.max(0, low - 1)];
}

const time = (text: string) =>
  Math.round(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
