/** Why a page that was opened a while ago is not what one would get now. */
export const renewed = {
  server: 'LessonLens has been renewed. Load the page again when it suits you.',
  recording: 'This lesson shows another recording now. Load the page again to see it.',
};

export function offerReload(place: HTMLElement, why: string) {
  if (place.childElementCount > 0) return;
  const words = document.createElement('p');
  words.textContent = why;
  const button = document.createElement('button');
  button.className = 'button';
  button.type = 'button';
  button.textContent = 'Load again';
  button.addEventListener('click', () => location.reload());
  place.append(words, button);
}
