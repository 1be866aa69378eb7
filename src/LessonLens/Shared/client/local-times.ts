import { day, moment, parseDay } from './dates';
import { readersLanguage } from './language';

/** The server does not know the reader's clock, so its times are told again by it. */
export function tellLocalTimes() {
  for (const element of document.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
    const date = parseDay(element.dateTime);
    const isDay = element.dateTime.length === 'yyyy-mm-dd'.length;
    element.textContent = (isDay ? day : moment)(date, readersLanguage());
  }
}
