import './recap-page.css';
import { localiseDates } from '../../Shared/client/dates';

localiseDates(document);

// A recording may end a little before it says: where there is no picture, none is promised.
for (const picture of document.querySelectorAll<HTMLImageElement>('.moments img')) {
  const drop = () => picture.closest('figure')?.remove();
  if (picture.complete && picture.naturalWidth === 0) drop();
  else picture.addEventListener('error', drop);
}

const print = document.querySelector<HTMLButtonElement>('#print');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
