import './home-page.css';
import { heedDeleteButtons } from '../../Lessons/client/delete-dialog';
import { listenToRecordings } from '../../Lessons/client/recording-news';
import { inShort, stage } from '../../Lessons/client/recording';
import { renewSignInIn } from '../../People/client/sign-in-again';
import { localiseDates } from '../../Shared/client/dates';
import { closeMenus } from './card-menus';
import { LiveSections } from './live-sections';
import { searchAsTyped } from './search-box';
import { heedUndo, pointToUndo } from './undo-deletion';

// What nobody tells us of is seen within this time.
const lookAgainMs = 30_000;

const sections = new LiveSections();
const search = document.querySelector<HTMLFormElement>('#search');

renewSignInIn(document.body);
localiseDates(document);
closeMenus();
if (search) searchAsTyped(search, address => sections.renew(address));
heedDeleteButtons(() => void sections.renew().then(pointToUndo));
heedUndo(() => sections.renew());
if (location.hash === '#deleted') {
  history.replaceState(null, '', location.pathname + location.search);
  pointToUndo();
}

// A lesson that has no card is new, or not among those searched for: looked for once.
const heardOf = new Set<string>();
listenToRecordings((lessonId, recording) => {
  const card = document.querySelector<HTMLElement>(`#lesson-${CSS.escape(lessonId)}`);
  const isNews = card ? card.dataset['stage'] !== stage(recording) : !heardOf.has(lessonId);
  heardOf.add(lessonId);
  if (isNews) sections.renewSoon();
  const words = card?.querySelector('.state-words');
  if (words) words.textContent = inShort(recording);
}, () => sections.renewSoon());
document.addEventListener('visibilitychange', () => { if (!document.hidden) sections.renewSoon(); });
window.addEventListener('pageshow', event => { if (event.persisted) sections.renewSoon(); });
setInterval(() => { if (!document.hidden) void sections.renew(); }, lookAgainMs);
