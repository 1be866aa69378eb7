export type RoomAction =
  'toggle' | 'back' | 'on' | 'frame-back' | 'frame-on' | 'slower' | 'faster' | 'repeat' | 'help'
  | 'write' | 'begin' | 'end' | 'noticed' | 'wondered' | 'worked' | 'try';

type KeyLine = readonly [keys: readonly string[], does: string];

export const watchingKeys: readonly KeyLine[] = [
  [['Space', 'K'], 'Play or pause'],
  [['J'], 'Back 5 seconds'],
  [['L'], 'On 5 seconds'],
  [[','], 'Back one picture'],
  [['.'], 'On one picture'],
  [['<', '>'], 'Slower, faster'],
  [['R'], 'Play the last span again'],
  [['?'], 'This list'],
];

/** Only for those who may write here. */
export const writingKeys: readonly KeyLine[] = [
  [['C'], 'Write a note at this moment'],
  [['I'], 'The note begins here'],
  [['O'], 'The note ends here'],
  [['1', '2', '3', '4'], 'Noticed, wondered, worked, try'],
  [['Enter'], 'Send the note and play on'],
  [['Shift', 'Enter'], 'New line in the note'],
  [['Esc'], 'Drop the note'],
];

const actions: Record<string, RoomAction> = {
  ' ': 'toggle', k: 'toggle', j: 'back', l: 'on', ',': 'frame-back', '.': 'frame-on', '<': 'slower',
  '>': 'faster', c: 'write', i: 'begin', o: 'end', r: 'repeat', 1: 'noticed', 2: 'wondered', 3: 'worked',
  4: 'try', '?': 'help',
};

/** What a key means in the room. While writing, and with Ctrl, Alt or Cmd, keys belong to the browser. */
export function actionFor(key: string, where: { typing: boolean; onControl: boolean; modified: boolean }) {
  if (where.typing || where.modified) return undefined;
  // Space presses the button that has the focus.
  if (key === ' ' && where.onControl) return undefined;
  return actions[key.length === 1 ? key.toLowerCase() : key];
}
