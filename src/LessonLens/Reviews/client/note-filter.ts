import type { About, Author, Kind } from './annotation';
import type { Thread } from './conversation';

/** What is shown; an empty list asks for nothing. */
export interface Filter {
  kinds: Kind[];
  abouts: About[];
  people: string[];
  /** Only questions that wait for an answer. */
  open: boolean;
  /** Only what others do not see. */
  unshared: boolean;
}

export const everything: Filter = { kinds: [], abouts: [], people: [], open: false, unshared: false };

export const asksForSomething = ({ kinds, abouts, people, open, unshared }: Filter) =>
  open || unshared || kinds.length + abouts.length + people.length > 0;

/** Seen by its author alone: a draft, or held back until the owner has written. */
export const isUnshared = (note: Thread['note']) => !!note && (note.draft || !!note.held);

/** Within one question any answer fits, and all questions must be met. Who replied takes part, too. */
export function fits({ kinds, abouts, people, open, unshared }: Filter, { note, replies }: Thread) {
  const of = <T>(wanted: T[], value: T | null | undefined) =>
    wanted.length === 0 || (value != null && wanted.includes(value));
  const authors = [note?.author.id, ...replies.map(reply => reply.author.id)];
  return of(kinds, note?.kind) && of(abouts, note?.about)
    && (people.length === 0 || authors.some(id => id !== undefined && people.includes(id)))
    && (!open || (note?.kind === 'wondered' && !note.answered))
    && (!unshared || isUnshared(note));
}

/** Everybody who wrote something, oneself first. */
export function peopleIn(threads: readonly Thread[], me: string): Author[] {
  const people = new Map<string, Author>();
  for (const { note, replies } of threads) {
    for (const author of [note?.author, ...replies.map(reply => reply.author)]) {
      if (author) people.set(author.id, author);
    }
  }
  return [...people.values()].sort((a, b) =>
    Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name));
}

/** Puts a value into a list, or takes it out. */
export const toggled = <T>(list: readonly T[], value: T) =>
  list.includes(value) ? list.filter(one => one !== value) : [...list, value];
