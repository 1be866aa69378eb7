import { kinds, type Kind, type LookingOrder } from './annotation';

export const withoutOrder: LookingOrder = { ownNotesFirst: false, step: 0, heldBack: [] };

/** The kinds of notes that may be written at a step. */
export const kindsAt = (step: number): readonly Kind[] => kindsBySteps[step] ?? kinds;

const kindsBySteps: Record<number, readonly Kind[]> = { 1: ['noticed'], 2: ['noticed', 'wondered'] };

export const nextWord = (step: number) => step === 1 ? 'wondering' : 'what worked and what to try';

export function stepSentence(step: number) {
  if (step === 1) return 'First step of three: only what the video shows.';
  if (step === 2) return 'Second step of three: what the video shows, and what you wonder.';
  return 'Third step of three: all kinds of notes.';
}

/** "2 notes by Ben wait for you". */
export function heldBackWords(heldBack: LookingOrder['heldBack']) {
  if (heldBack.length === 0) return 'You write first. What others write waits until you have.';
  const each = heldBack.map(({ name, notes }) =>
    `${notes} ${notes === 1 ? 'note' : 'notes'} by ${name.split(' ')[0]}`);
  const all = each.length < 2 ? each[0]! : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`;
  return `${all} ${heldBack.length === 1 && heldBack[0]!.notes === 1 ? 'waits' : 'wait'} for you.`;
}
