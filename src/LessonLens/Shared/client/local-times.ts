import { moment } from './dates';

/** The server does not know the reader's clock, so its times are told again by it. */
export function tellLocalTimes() {
  for (const element of document.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
    element.textContent = moment(new Date(element.dateTime), navigator.language);
  }
}
