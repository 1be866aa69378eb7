import './jobs-page.css';
import { moment } from '../../Shared/client/dates';

// The server does not know the reader's clock.
for (const element of document.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
  element.textContent = moment(new Date(element.dateTime), navigator.language);
}
