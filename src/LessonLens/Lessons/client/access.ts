import { day, parseDay } from '../../Shared/client/dates';
import type { Person } from './grants';

/** One entry of a lesson's access log. */
export interface Access {
  number: number;
  at: string;
  until?: string;
  act: string;
  who?: Person;
  about?: Person;
  clipId?: string;
}

/** What somebody did, after their name. */
const deeds: Record<string, (it: string, about: string) => string> = {
  'lesson.opened': () => 'opened it',
  'lesson.played': () => 'watched it',
  'pictures.seen': () => 'looked at pictures of it',
  'clip.played': () => 'watched a clip of it',
  'original.downloaded': () => 'downloaded the recording',
  'notes.exported': () => 'took the notes away as a file',
  'lesson.exported': () => 'downloaded all of it',
  'lesson.imported': () => 'brought it in from a file',
  'grant.given': (it, about) => `let ${about} see ${it}`,
  'grant.withdrawn': (it, about) => `withdrew ${it} from ${about}`,
  'recording.chosen': () => 'chose another recording',
  'recording.deleted': () => 'deleted a recording',
  'lesson.deleted': () => 'deleted it',
  'lesson.restored': () => 'took the deletion back',
  'hold.placed': () => 'held it, so that nothing of it is erased',
  'hold.lifted': () => 'ended the hold on it',
  'safeguarding.asked': () => 'asked to see it for safeguarding',
  'safeguarding.refused': (_, about) => `refused that ${about} sees it for safeguarding`,
  'safeguarding.approved': (_, about) => `agreed that ${about} sees it for safeguarding, for 24 hours`,
};

/** "Ben Carter watched it", to the owner. */
export function sentence({ act, who, about, clipId }: Access, me: string) {
  const it = clipId ? 'a clip' : 'it';
  const whom = about?.name ?? 'somebody';
  if (act === 'grant.ended') return `The time for ${whom} to see ${it} is over`;
  if (act === 'lesson.handed') return `It was handed over to ${about?.id === me ? 'you' : whom}`;
  if (act === 'safeguarding.ended') return `${whom} can no longer see it for safeguarding`;
  const name = who?.id === me ? 'You' : who?.name ?? 'LessonLens';
  return `${name} ${deeds[act]?.(it, whom) ?? `did this: ${act}`}`;
}

/** "12:03–12:41", or "12:03" for what took no time. */
export function hours({ at, until }: Access, locale: string | undefined) {
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const [begun, ended] = [at, until ?? at].map(time => clock.format(new Date(time)));
  return begun === ended ? begun! : `${begun}–${ended}`;
}

/** By the reader's days, as they come. */
export function byDay(entries: Access[], locale: string | undefined, today = new Date()) {
  const days: { day: string; entries: Access[] }[] = [];
  for (const entry of entries) {
    const name = day(parseDay(entry.at), locale, today);
    if (days.at(-1)?.day !== name) days.push({ day: name, entries: [] });
    days.at(-1)!.entries.push(entry);
  }
  return days;
}
