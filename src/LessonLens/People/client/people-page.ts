import './people-page.css';
import { tellLocalTimes } from '../../Shared/client/local-times';

tellLocalTimes();
// To be handed over whole.
document.querySelector<HTMLInputElement>('#link')?.select();
// Days are the reader's, which only their browser knows.
const zone = document.querySelector<HTMLInputElement>('[data-zone]');
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
