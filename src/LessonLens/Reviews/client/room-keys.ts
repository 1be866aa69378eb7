export type RoomAction =
  'toggle' | 'back' | 'on' | 'frame-back' | 'frame-on' | 'write' | 'begin' | 'end' | 'repeat' | 'help'
  | 'noticed' | 'wondered' | 'worked' | 'try';

export const keyList: readonly (readonly [keys: string[], does: string])[] = [
  [['Space', 'K'], 'Play or pause'],
  [['J'], 'Back 5 seconds'],
  [['L'], 'On 5 seconds'],
  [[','], 'Back one picture'],
  [['.'], 'On one picture'],
  [['C'], 'Write a note at this moment'],
  [['I'], 'The note begins here'],
  [['O'], 'The note ends here'],
  [['R'], 'Play the last span again'],
  [['1', '2', '3', '4'], 'Noticed, wondered, worked, try'],
  [['Enter'], 'Send the note and play on'],
  [['Shift', 'Enter'], 'New line in the note'],
  [['Esc'], 'Drop the note'],
  [['?'], 'This list'],
];

const actions: Record<string, RoomAction> = {
  ' ': 'toggle', k: 'toggle', j: 'back', l: 'on', ',': 'frame-back', '.': 'frame-on', c: 'write', i: 'begin',
  o: 'end', r: 'repeat', 1: 'noticed', 2: 'wondered', 3: 'worked', 4: 'try', '?': 'help',
};

/** What a key means in the room. While writing, and with Ctrl, Alt or Cmd, keys belong to the browser. */
export function actionFor(key: string, where: { typing: boolean; onControl: boolean; modified: boolean }) {
  if (where.typing || where.modified) return undefined;
  // Space presses the button that has the focus.
  if (key === ' ' && where.onControl) return undefined;
  return actions[key.length === 1 ? key.toLowerCase() : key];
}
