import './home-page.css';
import { listenToRecordings } from '../../Lessons/client/recording-news';
import { inShort, type Recording } from '../../Lessons/client/recording';
import { localiseDates } from '../../Shared/client/dates';

localiseDates(document);

// Cards come along by themselves while recordings do.
listenToRecordings((lessonId, recording) => {
  const card = document.querySelector<HTMLElement>(`[data-lesson="${CSS.escape(lessonId)}"]`);
  if (card) tell(card, recording);
});

function tell(card: HTMLElement, recording: Recording) {
  const state = card.querySelector('.state-words');
  if (state) state.textContent = inShort(recording);
  const poster = card.querySelector('.poster');
  if (recording.state !== 'ready' || !poster || poster.querySelector('img')) return;
  const picture = document.createElement('img');
  picture.alt = '';
  picture.src = `/media/lessons/${card.dataset['lesson']}/poster.jpg`;
  poster.replaceChildren(picture);
}
