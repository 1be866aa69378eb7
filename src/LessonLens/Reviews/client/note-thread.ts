import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../../Shared/client/icon';
import { kindWords, wordsOf, type Kind } from './annotation';
import type { Note, Thread, ThreadReply } from './conversation';
import { kindShape } from './kind-shape';
import { strokesIn } from './drawing';
import { inShort, spoken } from './span';
import type { Box } from './with-open';
import type { Target } from './write-target';

/** What a thread needs to know of the list around it, and what it tells. */
export interface ListView {
  me: string;
  /** May write here; and is it their lesson. */
  writes: boolean;
  owns: boolean;
  /** Whose lesson it is. */
  owner: string;
  /** The kinds of notes that may be written now. */
  openKinds: readonly Kind[];
  currentId: string | undefined;
  copiedId: string | undefined;
  isNew(id: string): boolean;
  /** A box is open: for a reply to that note, or for an edit of that note or reply. */
  isOpen(box: Box): boolean;
  open(box: Box): void;
  close(box: Box): void;
  tell(event: string, detail: unknown): void;
  copyLink(event: Event, note: Note): void;
}

export function noteThread(thread: Thread, list: ListView) {
  const { note } = thread;
  const now = thread.id === list.currentId || nothing;
  return html`<li id="a-${thread.id}" class="note ${note?.kind ?? 'stone'}" aria-current=${now}
    ?data-new=${list.isNew(thread.id)}>
    ${note ? noteItself(note, list) : html`
      <p class="muted note-head"><span class="time">${inShort(thread)}</span> This note was deleted.</p>`}
    ${thread.replies.length === 0 ? nothing : html`<ol role="list" class="replies"
      aria-label="Replies">${repeat(thread.replies, one => one.id, one => aReply(one, list))}</ol>`}
    ${list.isOpen(`reply ${thread.id}`) ? html`<text-writer label="Your reply" save="Reply"
      @text-written=${(event: CustomEvent<string>) => {
        list.tell('reply-written', { noteId: thread.id, text: event.detail });
        list.close(`reply ${thread.id}`);
      }} @text-dropped=${() => list.close(`reply ${thread.id}`)}></text-writer>` : nothing}
  </li>`;
}

function noteItself(note: Note, list: ListView) {
  const said = [note.author.name, note.about, wasEdited(note) ? 'edited' : ''].filter(Boolean).join(' · ');
  return html`<div class="note-head">
      <button class="plain moment" type="button" @click=${() => list.tell('note-chosen', note)}>
        ${kindShape(note.kind)}
        <span class="heard-only">Go to </span><span class="time">${inShort(note)}</span>
      </button>
      <span class="kind-word ${note.kind}">${kindWords[note.kind]}</span>
      <span class="muted">${said}</span>
      ${list.isNew(note.id) ? newMark : nothing}
      <span class="between"></span>
      ${linkTo(note, list)}
    </div>
    ${list.isOpen(`edit ${note.id}`) ? html`<note-editor .note=${note}
      .openKinds=${list.openKinds}
      @note-changed=${(event: CustomEvent<object>) => {
        list.tell('note-edited', { note, content: event.detail });
        list.close(`edit ${note.id}`);
      }} @text-dropped=${() => list.close(`edit ${note.id}`)}></note-editor>` : html`
      <p class="note-text" @click=${() => pictureOf(note, list)}>${wordsOf(note)}</p>`}
    ${strokesIn(note.drawing).length > 0 ? toDrawing(note, list) : nothing}
    ${note.draft ? onlyMine(note, list) : nothing}
    ${note.held && !note.draft ? html`<p class="muted small with-icon">${icon('hourglass')}
      ${list.owner} writes first, and sees this afterwards</p>` : nothing}
    ${note.waiting ? waits : nothing}
    ${noteFoot(note, list)}`;
}

const toDrawing = (note: Note, list: ListView) => html`
  <button class="plain quiet show-drawing" type="button" @click=${() => list.tell('drawing-chosen', note)}>
    ${icon('pen-line')} Show the drawing<span class="heard-only"> at ${spoken(note)}</span></button>`;

function onlyMine(note: Note, list: ListView) {
  return html`<p class="muted small with-icon">${icon('lock')} Only you can see this note
    ${list.writes ? html`<button class="plain share" type="button"
      @click=${() => list.tell('notes-shared', { notes: [note], draft: false })}>Share it<span
      class="heard-only">: your note at ${spoken(note)}</span></button>` : nothing}</p>`;
}

/** Since others could see it: how a draft came about is nobody's business. */
const wasEdited = ({ edit, seq, firstSeq }: Note) => edit > 0 && firstSeq != null && seq > firstSeq;

const linkTo = (note: Note, list: ListView) => html`
  <a class="plain quiet round" href="?t=${note.atMs}#a-${note.id}" title="Copy the link to this moment"
    @click=${(event: Event) => list.copyLink(event, note)}>
    ${list.copiedId === note.id ? icon('check') : icon('link')}
    <span class="heard-only">Copy the link to the note at ${spoken(note)}</span></a>`;

function noteFoot(note: Note, list: ListView) {
  const question = note.kind === 'wondered' && (note.answered || list.owns);
  // Whoever only watches has nothing to do here.
  if (!list.writes && !question) return nothing;
  const mine = note.author.id === list.me && list.writes;
  const where = `your note at ${spoken(note)}`;
  return html`<div class="note-foot">
    ${list.writes ? html`<button class="plain reply" type="button"
      aria-expanded=${list.isOpen(`reply ${note.id}`)} @click=${() => list.open(`reply ${note.id}`)}>
      Reply<span class="heard-only"> to ${note.author.name} at ${spoken(note)}</span></button>` : nothing}
    ${note.kind === 'wondered' ? answered(note, list, mine) : nothing}
    <span class="between"></span>
    ${mine && !note.draft ? html`<button class="plain quiet round" type="button" title="Take it back"
      @click=${() => list.tell('notes-shared', { notes: [note], draft: true })}>
      ${icon('lock')}<span class="heard-only">Take ${where} back, so that only you see it</span></button>`
    : nothing}
    ${mine ? ownButtons(note.id, where, { sort: 'note', id: note.id }, list) : nothing}
  </div>`;
}

/** Whoever asked, and the owner of the lesson, say when a question is answered. */
function answered(note: Note, list: ListView, mine: boolean) {
  const word = note.answered ? html`<span class="answered small">${icon('check')} Answered</span>` : nothing;
  if (!mine && !list.owns) return word;
  return html`${word}<button class="plain quiet" type="button"
    @click=${() => list.tell('note-marked', { note, answered: !note.answered })}>
    ${note.answered ? 'Still open' : 'Mark as answered'}</button>`;
}

function aReply(reply: ThreadReply, list: ListView) {
  const mine = reply.author.id === list.me && list.writes;
  const target: Target = { sort: 'reply', id: reply.id, noteId: reply.annotationId };
  return html`<li id="r-${reply.id}" class="reply-to" ?data-new=${list.isNew(reply.id)}>
    <div class="note-head">
      <span class="muted">${reply.author.name}${reply.edit > 0 ? ' · edited' : ''}</span>
      ${list.isNew(reply.id) ? newMark : nothing}
      <span class="between"></span>
      ${mine ? ownButtons(reply.id, 'your reply', target, list) : nothing}
    </div>
    ${list.isOpen(`edit ${reply.id}`) ? html`<text-writer label="Your reply" save="Save" value=${reply.text}
      @text-written=${(event: CustomEvent<string>) => {
        list.tell('reply-edited', { reply, text: event.detail });
        list.close(`edit ${reply.id}`);
      }} @text-dropped=${() => list.close(`edit ${reply.id}`)}></text-writer>` : html`
      <p class="note-text">${reply.text}</p>`}
    ${reply.waiting ? waits : nothing}
  </li>`;
}

const ownButtons = (id: string, where: string, target: Target, list: ListView) => html`
  <button class="plain quiet round edit" type="button" title="Edit" @click=${() => list.open(`edit ${id}`)}>
    ${icon('pencil')}<span class="heard-only">Edit ${where}</span></button>
  <button class="plain quiet round" type="button" title="Delete" @click=${() => list.tell('dropped', target)}>
    ${icon('trash-2')}<span class="heard-only">Delete ${where}</span></button>`;

const newMark = html`<span class="new-mark">New</span>`;
const waits = html`<p class="muted small with-icon">${icon('clock')} Not saved yet</p>`;

/** A click on the words goes to the moment too, unless somebody is marking them to copy. */
function pictureOf(note: Note, list: ListView) {
  if (getSelection()?.isCollapsed ?? true) list.tell('note-chosen', note);
}
