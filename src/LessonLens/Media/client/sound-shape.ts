/** What the server tells of the sound: how loud each part of a second is, 0..1. */
export interface Peaks {
  perSecond: number;
  peaks: number[];
}

/**
 * How loud it is along the recording, in so many columns of 0..1. The mean of a column and not its loudest
 * instant: in a classroom something is loud every few seconds, and every column would be full.
 */
export function columnsOf(peaks: readonly number[], most: number) {
  const count = Math.min(most, peaks.length);
  const columns = Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map(edge => Math.floor(edge * peaks.length / count));
    return mean(peaks.slice(from, to));
  });
  // A microphone at the back of the room hears little: the loudest column fills the height.
  const loudest = Math.max(...columns, 0.02);
  return columns.map(column => column / loudest);
}

/** A path in a box as wide as there are columns and 2 high, the same above and below its middle. */
export function soundShape(columns: readonly number[]) {
  if (columns.length === 0) return '';
  const edge = (sign: 1 | -1) => columns.map((height, i) => `${i + 0.5},${round(1 + sign * height)}`);
  return `M0,1L${edge(-1).join('L')}L${columns.length},1L${edge(1).reverse().join('L')}Z`;
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
const round = (n: number) => Math.round(n * 100) / 100;
