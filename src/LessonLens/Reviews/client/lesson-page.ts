import './lesson-page.css';
import '../../Media/client/lesson-player';
import type { RecordingStatus } from '../../Lessons/client/recording-status';
import '../../Lessons/client/recording-status';
import '../../Lessons/client/lesson-focus';
import '../../Lessons/client/who-can-see';
import './filter-bar';
import './looking-order';
import './note-composer';
import './note-list';
import './notes-timeline';
import './thumbnail-preview';
import './together-bar';
import './unshared-notes';
import './who-is-here';
import type { Recording } from '../../Lessons/client/recording';
import { renewSignInIn } from '../../People/client/sign-in-again';
import { localiseDates } from '../../Shared/client/dates';
import { newId } from '../../Shared/client/ids';
import { warnBeforeLeaving } from '../../Shared/client/leaving';
import type { Annotation, LookingOrder, NoteContent, Reply } from './annotation';
import type { Note } from './conversation';
import type { DrawingTools } from './drawing-tools';
import { Drawings } from './drawings';
import { currentNote } from './lanes';
import { keepClearOf } from './keep-clear';
import { kindsAt } from './looking-words';
import { everything, fits, isUnshared, peopleIn, type Filter } from './note-filter';
import { NoteUnderWay } from './note-under-way';
import { keepInSight } from './refusals';
import { offerReload, renewed } from './renewed';
import { Room } from './room';
import { heedKeys } from './room-controls';
import { saving } from './saving-words';
import { newIds, seenUpTo } from './seen';
import { SeenWatch } from './seen-watch';
import { shareNotes } from './share-notes';
import type { Sharing } from './sharing';
import type { Span } from './span';
import { offerUndo } from './undo';
import { Watching } from './watching';
import { isWrittenIn } from './with-open';
import type { WritingElement } from './writing-element';
import type { Target } from './write-target';

const page = document.querySelector<HTMLElement>('.room')!;
const me = { id: page.dataset['me']!, name: page.dataset['meName']! };
const find = <T extends Element>(selector: string) => document.querySelector<T>(selector);
const player = find<HTMLElementTagNameMap['lesson-player']>('lesson-player')!;
const list = find<HTMLElementTagNameMap['note-list']>('note-list')!;
const filterBar = find<HTMLElementTagNameMap['filter-bar']>('filter-bar')!;
const order = find<HTMLElementTagNameMap['looking-order']>('looking-order')!;
const unshared = find<HTMLElementTagNameMap['unshared-notes']>('unshared-notes')!;
const timeline = find<HTMLElementTagNameMap['notes-timeline']>('notes-timeline')!;
const preview = find<HTMLElementTagNameMap['thumbnail-preview']>('thumbnail-preview')!;
const composer = find<HTMLElementTagNameMap['note-composer']>('note-composer');
const focus = find<HTMLElementTagNameMap['lesson-focus']>('lesson-focus')!;
const faces = find<HTMLElementTagNameMap['who-is-here']>('who-is-here')!;
const status = find<HTMLElement>('#saving')!;
const wrong = find<HTMLElement>('#refused')!;
const old = find<HTMLElement>('#renewed')!;
const line = { alive: true, count: 0, stuck: false };
keepClearOf(find('.screen')!, find('.hand')!);
/** A link to a moment, and one to a note. */
const linkedMs = Number(new URLSearchParams(location.search).get('t') ?? Number.NaN);
const linkedId = /^#a-(.+)$/.exec(location.hash)?.[1];
/** The recording that is in the player. */
let shownId = player.playable ? find<RecordingStatus>('recording-status')!.recording.id : undefined;
let filter: Filter = everything;
let notes: Note[] = [];

const room = new Room(page.dataset['lesson']!, me, {
  notesChanged: fresh => {
    showThreads();
    if (list.loaded) list.say(fresh);
    else showLinked();
    list.loaded = true;
  },
  focusTold: version => void focus.told(version),
  orderTold: showOrder,
  joined: state => {
    faces.people = state.people;
    watching.joined(state);
    if (state.version !== page.dataset['version']) offerReload(old, renewed.server);
  },
  peopleChanged: people => {
    faces.people = people;
    watching.together.peopleChanged(people);
  },
  playbackTold: playback => watching.together.told(playback),
  pointed: at => watching.pointed(at),
  wheelAsked: who => watching.wheelAsked(who),
  waitingChanged: (count, stuck) => tellLine({ count, stuck }),
  lineChanged: alive => {
    tellLine({ alive });
    if (!alive) watching.together.lineLost();
  },
  refused: refuse,
  closed: () => {
    player.remove();
    page.hidden = faces.hidden = true;
    const instead = find<HTMLElement>('#closed')!;
    instead.hidden = false;
    // What was not saved goes along: it is nowhere else.
    instead.append(wrong);
    const boxes = 'note-composer, note-editor, text-writer';
    for (const { words } of page.querySelectorAll<WritingElement>(boxes)) {
      if (words) refuse('This was not saved.', words);
    }
    instead.querySelector('h1')!.focus();
  },
});
const watching = new Watching(me.id, player, room.connection,
  find<HTMLElementTagNameMap['together-bar']>('together-bar')!,
  Number.isFinite(linkedMs) || linkedId !== undefined);
const underWay = new NoteUnderWay(player, composer, timeline);
const drawings = new Drawings(player);
const seenWatch = new SeenWatch(tellSeen);

renewSignInIn(document.body);
localiseDates(document);
warnBeforeLeaving(() =>
  room.writes.count > 0 || !!composer?.hasWords || list.hasWords || focus.hasWords);
heedKeys(player, composer, {
  begin: () => underWay.begin(), end: () => underWay.end(), repeat: () => underWay.repeat(),
});
if (Number.isFinite(linkedMs)) player.goTo(linkedMs);
room.enter();

const on = <T>(event: string, heard: (detail: T) => void) =>
  page.addEventListener(event, told => heard((told as CustomEvent<T>).detail));

on<number>('moment-changed', ms => {
  underWay.moved(ms);
  timeline.moveTo(ms);
  list.currentId = timeline.currentId = currentNote(notes, ms)?.id;
  drawings.look(notes);
});
on('playing-changed', () => drawings.look(notes));
on<number>('length-known', ms => { timeline.lengthMs = ms; });
on<Recording>('recording-changed', ({ id, playable, state }) => {
  if (shownId && id && id !== shownId) return offerReload(old, renewed.recording);
  if (!playable) return;
  shownId = id;
  player.complete = state === 'ready';
  player.playable = list.watchable = true;
  page.classList.add('watchable');
});
on<number>('moment-chosen', ms => player.goTo(ms));
on<Note>('note-chosen', note => {
  drawings.chosen = note;
  underWay.go(note);
});
on<Note>('drawing-chosen', note => {
  drawings.chosen = note;
  player.pause();
  player.goTo(note.atMs);
});
on<DrawingTools>('drawing-began', tools => {
  underWay.waits();
  drawings.begin(tools);
});
on('strokes-changed', () => drawings.changed());
on('drawing-ended', () => drawings.done());
for (const end of ['note-written', 'writing-dropped', 'typing-ended']) {
  on(end, () => drawings.end());
}
on<Span>('span-chosen', span => underWay.chosen(span));
on<{ ms: number; clientX: number; top: number } | undefined>('hovered', place => {
  if (place) preview.show(place.ms, place.clientX, place.top);
  else preview.hide();
});
on('writing-began', () => void underWay.began());
on('writing-dropped', () => underWay.dropped());
on('typing-began', () => underWay.waits());
on('typing-ended', () => { underWay.ended(); showThreads(); });
on('take-moment', () => underWay.moveHere());
on('take-end', () => underWay.end());
on('take-no-end', () => underWay.asMoment());
on<NoteContent>('note-written', content => {
  room.writes.note(newId(), content);
  underWay.dropped();
});
on<{ note: Annotation; content: NoteContent }>('note-edited', ({ note, content }) =>
  room.writes.editNote(note, content));
on<{ note: Annotation; answered: boolean }>('note-marked', ({ note, answered }) =>
  room.writes.mark(note, answered));
on<{ noteId: string; text: string }>('reply-written', ({ noteId, text }) =>
  room.writes.reply(newId(), noteId, text));
on<{ reply: Reply; text: string }>('reply-edited', ({ reply, text }) => room.writes.editReply(reply, text));
on<Target>('dropped', target => {
  room.writes.hide(target);
  offerUndo(target.sort === 'note' ? 'Your note is deleted.' : 'Your reply is deleted.', list,
    () => room.writes.unhide(target),
    leaving => room.writes.remove(target, leaving ? path => room.removeOnLeaving(path) : undefined));
});
on<Sharing>('notes-shared', sharing =>
  shareNotes(sharing, room.writes, list, () => room.conversation.threads));
on('drawn', () => seenWatch.watch(list));
on<LookingOrder>('order-changed', showOrder);
on<Filter>('filter-changed', to => { filter = to; showThreads(); });

function showThreads() {
  const all = room.conversation.threads;
  const shown = filter === everything ? all : all.filter(thread =>
    fits(filter, thread) || isWrittenIn(thread, box => list.isOpen(box)));
  if (list.threads === shown) return;
  list.threads = shown;
  notes = shown.flatMap(thread => thread.note ?? []);
  timeline.notes = notes;
  drawings.look(notes);
  list.newIds = newIds(all, me.id, room.seenBefore ?? Infinity);
  list.hiddenCount = filterBar.hiddenCount = all.length - shown.length;
  unshared.notes = all.flatMap(({ note }) => note?.draft ? note : []);
  filterBar.unshared = all.some(({ note }) => isUnshared(note));
  Object.assign(filterBar, { filter, shown: shown.length, people: peopleIn(all, me.id) });
}

function showOrder(to: LookingOrder) {
  order.order = to;
  list.openKinds = kindsAt(to.step);
  if (composer) composer.openKinds = list.openKinds;
}

function refuse(sentence: string, words: string) { keepInSight(wrong, sentence, words, list); }

function tellSeen() {
  const { threads, seq } = room.conversation;
  room.see(seenUpTo(threads, me.id, room.seenBefore ?? 0, seenWatch.looked, seq));
}

function tellLine(news: Partial<typeof line>) {
  status.textContent = saving(Object.assign(line, news));
}

/** A link to a note shows the note, too, and its picture also where the link has lost its time. */
function showLinked() {
  const note = notes.find(one => one.id === linkedId);
  if (!note) return;
  if (!location.search) player.goTo(note.atMs);
  list.show(note.id);
}
