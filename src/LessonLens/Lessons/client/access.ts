import { day, parseDay } from '../../Shared/client/dates';

/** One entry of a lesson's access log. */
export interface Access {
  number: number;
  at: string;
  until?: string;
  /** In words, to the owner. */
  says: string;
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
