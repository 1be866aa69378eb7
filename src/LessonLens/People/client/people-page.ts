import './people-page.css';
import { tellLocalTimes } from '../../Shared/client/local-times';

tellLocalTimes();
// To be handed over whole.
document.querySelector<HTMLInputElement>('#link')?.select();
