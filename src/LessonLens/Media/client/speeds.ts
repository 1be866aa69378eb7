/** A recording can be played as fast as this: 1 is as it was. */
export const speeds: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** The next one, or the same at the end of the row. */
export function nextSpeed(now: number, step: 1 | -1) {
  const next = step > 0 ? speeds.find(speed => speed > now) : speeds.findLast(speed => speed < now);
  return next ?? now;
}
