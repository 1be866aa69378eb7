import { day } from '../../Shared/client/dates';

export interface Person {
  id: string;
  name: string;
}

/** People of the school who work together. */
export interface Group extends Person {
  kind: 'department' | 'community';
  members: Person[];
}

/** To a person or to a group. */
export interface Grant {
  personId?: string;
  groupId?: string;
  name: string;
  /** Who sees the lesson by it. */
  members: string[];
  may: 'view' | 'annotate';
  reason: string;
  until: string;
  /** It rests as long as a pupil of the class must not be recorded. */
  isKeptInSchool: boolean;
}

/** Where it is given and withdrawn, below the lesson's grants. */
export const place = (grant: Pick<Grant, 'personId' | 'groupId'>) =>
  grant.groupId ? `groups/${grant.groupId}` : grant.personId ?? '';

export const kindWords = (kind: Group['kind']) =>
  kind === 'department' ? 'department' : 'learning community';

const most = 6;

/** Whom a group stands for: "Ben and Dana", "Ben, Dana and 5 others", "nobody yet". */
export function namesOf(members: string[]) {
  if (members.length === 0) return 'nobody yet';
  const named = members.length > most ? members.slice(0, most - 1) : members.slice(0, -1);
  const last = members.length > most ? `${members.length - named.length} others` : members.at(-1)!;
  return named.length === 0 ? last : `${named.join(', ')} and ${last}`;
}

/** The last day on which it holds: an end at midnight belongs to the day before. */
export const lastDay = (until: string, locale: string | undefined, today = new Date()) => {
  const last = new Date(new Date(until).getTime() - 1);
  // The server ends days in UTC; shown in the reader's zone, an evening further west would be a day early.
  return day(new Date(last.getUTCFullYear(), last.getUTCMonth(), last.getUTCDate()), locale, today);
};

export const granted = (name: string) => `${name} can see this lesson from now on.`;
export const withdrawn = (grant: Grant) => grant.groupId
  ? `The people of ${grant.name} can no longer watch it by this group; notes already written stay.`
  : `${grant.name} will no longer be able to watch it; notes already written stay with the lesson.`;
