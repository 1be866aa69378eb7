import './keeping-page.css';
import { tellLocalTimes } from '../../Shared/client/local-times';

tellLocalTimes();
const print = document.querySelector<HTMLButtonElement>('#print');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
