import type { Note } from './conversation';

export interface Lane {
  authorId: string;
  name: string;
  notes: Note[];
}

/** One lane a person, in the order in which they first speak in the lesson; one's own comes first. */
export function lanesOf(notes: readonly Note[], me: string): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const note of notes) {
    const { id, name } = note.author;
    const lane = lanes.get(id) ?? { authorId: id, name: id === me ? 'You' : name.split(' ')[0]!, notes: [] };
    lane.notes.push(note);
    lanes.set(id, lane);
  }
  return [...lanes.values()].sort((a, b) => Number(b.authorId === me) - Number(a.authorId === me));
}

/** Where a moment stands on the line, as a part of 0..1. */
export const partOf = (ms: number, lengthMs: number) =>
  lengthMs > 0 ? Math.min(1, Math.max(0, ms / lengthMs)) : 0;

/** The note whose shape was meant by a click, if one is near enough. */
export function nearest(notes: readonly Note[], ms: number, withinMs: number) {
  let best: Note | undefined;
  for (const note of notes) {
    const off = Math.abs(note.atMs - ms);
    if (off <= withinMs && (!best || off < Math.abs(best.atMs - ms))) best = note;
  }
  return best;
}

/** The last note that the playhead has reached: the one that is being talked about now. */
export function currentNote(notes: readonly Note[], ms: number, forMs = 15_000) {
  const reached = notes.filter(note => note.atMs <= ms + 40 && ms - note.atMs < forMs);
  return reached.at(-1);
}
