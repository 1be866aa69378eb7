import { readersLanguage } from './language';

/** "Tue 3 Nov", in the reader's own language; the year only when it is not this one. */
export function day(date: Date, locale: string | undefined, today = new Date()) {
  const parts: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
  if (date.getFullYear() !== today.getFullYear()) parts.year = 'numeric';
  // British English puts commas into short dates; the voice of this place does not.
  return new Intl.DateTimeFormat(locale, parts).format(date).replaceAll(',', '');
}

/** Dates without a time ("2026-11-03") mean that day wherever the reader is. */
export function parseDay(text: string) {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text);
}

/** Rewrites the dates that the server wrote in English for the reader. */
export function localiseDates(root: ParentNode) {
  const language = readersLanguage();
  for (const element of root.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
    const date = parseDay(element.dateTime);
    if (Number.isNaN(date.getTime())) continue;
    element.textContent = 'clock' in element.dataset ? moment(date, language) : day(date, language);
  }
}

/** "Tue 3 Nov, 10:40". */
export function moment(date: Date, locale: string | undefined, today = new Date()) {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(date);
  return `${day(date, locale, today)}, ${time}`;
}
