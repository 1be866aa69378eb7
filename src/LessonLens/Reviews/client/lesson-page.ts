import './lesson-page.css';
import '../../Media/client/lesson-player';
import '../../Lessons/client/recording-status';
import '../../Lessons/client/who-can-see';
import './note-composer';
import './note-list';
import './notes-timeline';
import './who-is-here';
import type { Recording } from '../../Lessons/client/recording';
import { renewSignInIn } from '../../People/client/sign-in-again';
import { localiseDates } from '../../Shared/client/dates';
import { warnBeforeLeaving } from '../../Shared/client/leaving';
import type { Draft } from './draft';
import type { Note } from './conversation';
import { currentNote } from './lanes';
import { Room } from './room';
import { heedKeys } from './room-controls';
import { saving } from './saving-words';
import { offerUndo } from './undo';

const page = document.querySelector<HTMLElement>('.room')!;
const me = { id: page.dataset['me']!, name: page.dataset['meName']! };
const find = <T extends Element>(selector: string) => document.querySelector<T>(selector);
const player = find<HTMLElementTagNameMap['lesson-player']>('lesson-player')!;
const list = find<HTMLElementTagNameMap['note-list']>('note-list')!;
const timeline = find<HTMLElementTagNameMap['notes-timeline']>('notes-timeline')!;
const composer = find<HTMLElementTagNameMap['note-composer']>('note-composer');
const faces = find<HTMLElementTagNameMap['who-is-here']>('who-is-here')!;
const status = find<HTMLElement>('#saving')!;
const wrong = find<HTMLElement>('#refused')!;
const line = { alive: true, count: 0, stuck: false };
let playOnAfterwards = false;

const room = new Room(page.dataset['lesson']!, me, {
  notesChanged: fresh => {
    list.notes = timeline.notes = room.conversation.notes;
    if (list.loaded) list.say(fresh);
    list.loaded = true;
  },
  peopleChanged: people => { faces.people = people; },
  waitingChanged: (count, stuck) => tellLine({ count, stuck }),
  lineChanged: alive => tellLine({ alive }),
  refused: sentence => { wrong.textContent = sentence; },
  closed: () => {
    player.remove();
    page.hidden = faces.hidden = true;
    find<HTMLElement>('#closed')!.hidden = false;
  },
});

renewSignInIn(document.body);
localiseDates(document);
warnBeforeLeaving(() => room.waiting > 0 || !!composer?.hasWords);
heedKeys(player, composer);
startAtLink();
room.enter();

page.addEventListener('moment-changed', event => moved((event as CustomEvent<number>).detail));
page.addEventListener('length-known', event => {
  timeline.lengthMs = (event as CustomEvent<number>).detail;
});
page.addEventListener('recording-changed', event => {
  const { playable } = (event as CustomEvent<Recording>).detail;
  if (!playable) return;
  player.playable = list.watchable = true;
  page.classList.add('watchable');
});
page.addEventListener('moment-chosen', event => player.goTo((event as CustomEvent<number>).detail));
page.addEventListener('note-chosen', event => {
  player.goTo((event as CustomEvent<Note>).detail.atMs);
});
page.addEventListener('writing-began', () => void takeMoment());
page.addEventListener('note-written', event => {
  wrong.textContent = '';
  room.write((event as CustomEvent<Draft>).detail);
  endWriting();
});
page.addEventListener('writing-dropped', endWriting);
page.addEventListener('note-dropped', event => {
  const { id } = (event as CustomEvent<Note>).detail;
  room.hide(id);
  offerUndo('Your note is deleted.', () => room.unhide(id), leaving => room.remove(id, leaving));
});

function tellLine(news: Partial<typeof line>) {
  status.textContent = saving(Object.assign(line, news));
}

function moved(ms: number) {
  timeline.momentMs = ms;
  if (composer) composer.momentMs = ms;
  list.currentId = timeline.currentId = currentNote(list.notes, ms)?.id;
}

/** The first words stop the picture, and the note takes the moment of the picture that stays. */
async function takeMoment() {
  if (!composer) return;
  playOnAfterwards ||= player.playing;
  composer.takenMs = player.momentMs;
  composer.takenMs = await player.hold();
}

function endWriting() {
  if (composer) composer.takenMs = undefined;
  if (playOnAfterwards) player.play();
  playOnAfterwards = false;
}

function startAtLink() {
  const ms = Number(new URLSearchParams(location.search).get('t') ?? Number.NaN);
  if (Number.isFinite(ms)) player.goTo(ms);
}
