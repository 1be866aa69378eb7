/** One version of the owner's question; an empty text means that there was none from then on. */
export interface Focus {
  version: number;
  text: string;
  writtenAt: string;
}

export const longestFocus = 2000;

/** What was asked before the question that stands now, the latest first. */
export const earlier = (versions: readonly Focus[]) =>
  versions.slice(0, -1).filter(one => one.text !== '').reverse();

export function restated(times: number) {
  if (times === 1) return 'Restated once';
  return times === 2 ? 'Restated twice' : `Restated ${times} times`;
}
