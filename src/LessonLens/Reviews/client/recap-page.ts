import './recap-page.css';
import { localiseDates } from '../../Shared/client/dates';

localiseDates(document);

const pictures = [...document.querySelectorAll<HTMLImageElement>('.moments img')];
// A recording may end a little before it says: where there is no picture, none is promised.
for (const picture of pictures) {
  const drop = () => picture.closest('figure')?.remove();
  if (picture.complete && picture.naturalWidth === 0) drop();
  else picture.addEventListener('error', drop);
}

const print = document.querySelector<HTMLButtonElement>('#print');
if (print) {
  print.hidden = false;
  print.addEventListener('click', () => void printWhole(print));
}

/** Pictures that nobody has scrolled to are not there yet. */
async function printWhole(button: HTMLButtonElement) {
  const words = button.querySelector('span')!;
  button.disabled = true;
  words.textContent = 'Getting the pictures…';
  await Promise.all(pictures.filter(picture => !picture.complete).map(arrival));
  words.textContent = 'Print';
  button.disabled = false;
  window.print();
}

const arrival = (picture: HTMLImageElement) => new Promise<unknown>(come => {
  picture.addEventListener('load', come);
  picture.addEventListener('error', come);
  picture.loading = 'eager';
});
