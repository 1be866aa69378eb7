/** A place on the picture, each part in 0..1 of its width and height. */
export type Point = readonly [x: number, y: number];

export const tools = ['pen', 'arrow', 'box'] as const;
export type Tool = (typeof tools)[number];

export interface Stroke {
  tool: Tool;
  points: Point[];
}

export interface Drawing {
  strokes: Stroke[];
}

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Size {
  left: number;
  top: number;
}

/** With so many points of about 16 characters a drawing stays below the 64 KB that the server takes. */
export const mostPoints = 3600;
export const mostPointsOfAStroke = 200;
/** Shorter than this part of the picture nobody means an arrow or a box. */
const shortest = 0.01;
/** How long the head of an arrow is, in parts of the picture's longer side. */
const headOfArrow = 0.04;
const headAngle = Math.PI / 7;

/** Where the picture lies in the element that shows it whole (`object-fit: contain`). */
export function pictureBox(element: Size, picture: Size): Box {
  if (picture.width <= 0 || picture.height <= 0) return { left: 0, top: 0, ...element };
  const scale = Math.min(element.width / picture.width, element.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { left: (element.width - width) / 2, top: (element.height - height) / 2, width, height };
}

/** A place in the element, as a place on the picture; a hand that leaves the picture draws along its edge. */
export const onPicture = (x: number, y: number, box: Box): Point =>
  [part((x - box.left) / box.width), part((y - box.top) / box.height)];

const part = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;

/** What is kept of a hand's movement; nothing where there was none to speak of. */
export function strokeOf(tool: Tool, points: readonly Point[]): Stroke | undefined {
  const [from, to] = [points[0], points.at(-1)];
  if (!from || !to) return undefined;
  if (tool === 'pen') return { tool, points: thinned(points) };
  if (Math.hypot(to[0] - from[0], to[1] - from[1]) < shortest) return undefined;
  return { tool, points: [from, to] };
}

export const hasRoom = (strokes: readonly Stroke[]) =>
  strokes.reduce((sum, { points }) => sum + points.length, 0) <= mostPoints - mostPointsOfAStroke;

/**
 * The same line with fewer points: those that lie on the way between their neighbours go (Douglas and
 * Peucker), more roughly until few enough are left.
 */
export function thinned(points: readonly Point[], most = mostPointsOfAStroke): Point[] {
  for (let off = 0.001; ; off *= 2) {
    const kept = simplified(points, off);
    if (kept.length <= most) return kept;
  }
}

function simplified(points: readonly Point[], off: number): Point[] {
  const keep = new Set([0, points.length - 1]);
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let [farthest, distance] = [0, off];
    for (let i = from + 1; i < to; i++) {
      const far = distanceFrom(points[i]!, points[from]!, points[to]!);
      if (far > distance) [farthest, distance] = [i, far];
    }
    if (farthest === 0) continue;
    keep.add(farthest);
    spans.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => keep.has(i));
}

function distanceFrom([x, y]: Point, [ax, ay]: Point, [bx, by]: Point) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = dx === 0 && dy === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
  const at = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - at * dx, y - ay - at * dy);
}

/** As the `d` of an SVG path over a picture of this size; the recap draws the same on the server. */
export function pathOf({ tool, points }: Stroke, { width, height }: Size) {
  const scaled = points.map(([x, y]): Point => [x * width, y * height]);
  const [from, to] = [scaled[0]!, scaled.at(-1)!];
  if (tool === 'box') return `M${at(from)}H${number(to[0])}V${number(to[1])}H${number(from[0])}Z`;
  // A pen that only touched the picture leaves a dot.
  if (tool === 'pen') return `M${at(from)}L${scaled.map(at).join(' ')}`;
  return `M${at(from)}L${at(to)}${head(from, to, headOfArrow * Math.max(width, height))}`;
}

function head([fromX, fromY]: Point, [toX, toY]: Point, length: number) {
  const back = Math.atan2(fromY - toY, fromX - toX);
  const side = (angle: number) => at([toX + length * Math.cos(angle), toY + length * Math.sin(angle)]);
  return `M${side(back - headAngle)}L${at([toX, toY])}L${side(back + headAngle)}`;
}

const at = ([x, y]: Point) => `${number(x)},${number(y)}`;
const number = (value: number) => String(Math.round(value * 10) / 10);

/** The server keeps any drawing; what this page cannot read is left out. */
export function strokesIn(drawing: unknown): Stroke[] {
  const strokes = (drawing as Partial<Drawing> | null | undefined)?.strokes;
  return Array.isArray(strokes) ? strokes.filter(isStroke) : [];
}

function isStroke(value: unknown): value is Stroke {
  const { tool, points } = (value ?? {}) as Partial<Stroke>;
  return tools.includes(tool!) && Array.isArray(points) && points.length > 0 && points.every(isPoint);
}

const isPoint = (value: unknown) => Array.isArray(value) && value.length === 2
  && value.every(one => typeof one === 'number' && one >= 0 && one <= 1);
