/** The server has been renewed while this page was open: old pages may not know what new ones send. */
export function offerReload(place: HTMLElement) {
  if (place.childElementCount > 0) return;
  const words = document.createElement('p');
  words.textContent = 'LessonLens has been renewed. Load the page again when it suits you.';
  const button = document.createElement('button');
  button.className = 'button';
  button.type = 'button';
  button.textContent = 'Load again';
  button.addEventListener('click', () => location.reload());
  place.append(words, button);
}
