import './new-lesson-page.css';
import './lesson-upload';
import { renewSignInIn } from '../../People/client/sign-in-again';
import { getJson, send } from '../../Shared/client/http';
import { warnBeforeLeaving } from '../../Shared/client/leaving';
import { titleFrom, type Unfinished } from './unfinished';

const form = document.querySelector<HTMLFormElement>('#new-lesson')!;
// A lesson whose recording has arrived is only edited here.
const upload = form.querySelector('lesson-upload');
const title = form.querySelector<HTMLInputElement>('#title')!;
const wrongTitle = form.querySelector<HTMLElement>('#title-wrong')!;
const status = form.querySelector<HTMLElement>('#saved')!;
const save = form.querySelector<HTMLButtonElement>('button.main')!;
let lessonId = new URLSearchParams(location.search).get('lesson') ?? undefined;
let making: Promise<string> | undefined;
let saved = false;
let leavingOnPurpose = false;

renewSignInIn(document.body);
// A lesson that was planned without a date keeps none until its owner gives it one.
if (!lessonId) setToday();
let kept = asText();
warnBeforeLeaving(() => !leavingOnPurpose && (!!upload?.busy || asText() !== kept));
if (upload) void offerToGoOn(upload);

form.addEventListener('file-picked', event => void startUpload((event as CustomEvent<File>).detail));
form.addEventListener('file-replaced', event => void replace((event as CustomEvent<Unfinished>).detail));
form.addEventListener('upload-done', goOnWhenReady);
form.addEventListener('submit', event => { event.preventDefault(); void saveLesson(); });
title.addEventListener('input', () => tellTitle(''));
for (const borrow of form.querySelectorAll<HTMLButtonElement>('[data-borrow]')) {
  borrow.addEventListener('click', () => {
    const focus = form.querySelector<HTMLTextAreaElement>('#focus')!;
    focus.value = borrow.dataset['borrow']!;
    focus.focus();
  });
}

/** The upload starts at once, so the lesson is made with whatever is known by then. */
async function startUpload(file: File) {
  if (!title.value.trim()) title.value = titleFrom(file.name);
  tellTitle('');
  try {
    upload?.begin(await lesson());
  } catch (error) {
    status.textContent = (error as Error).message;
  }
}

async function replace(before: Unfinished) {
  // What stopped is dropped first, so that nobody offers to go on with it later.
  await fetch(before.url, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } }).catch(() => undefined);
  upload?.replace();
}

async function saveLesson() {
  if (!title.value.trim()) {
    tellTitle('Give the lesson a title, so that you find it again.');
    return title.focus();
  }
  save.disabled = true;
  try {
    await send('PATCH', `/api/lessons/${await lesson()}`, written());
    saved = true;
    kept = asText();
    goOnWhenReady();
  } catch (error) {
    status.textContent = (error as Error).message;
  } finally {
    save.disabled = false;
  }
}

function goOnWhenReady() {
  if (!saved) {
    status.textContent = 'The recording has arrived. Save the lesson when you have written what you want.';
  } else if (upload?.busy) {
    status.textContent = 'Saved. You will be taken to the lesson as soon as the recording has arrived.';
  } else {
    leavingOnPurpose = true;
    location.assign(`/lessons/${lessonId}`);
  }
}

/** The lesson that this page is about: made once, also when the file and the button come at the same time. */
async function lesson() {
  if (lessonId) return lessonId;
  making ??= (async () => {
    const response = await send('POST', '/api/lessons', written());
    const { id } = await response.json() as { id: string };
    // From here on a reload comes back to this lesson and its upload.
    history.replaceState(null, '', `/lessons/new?lesson=${id}`);
    return lessonId = id;
  })().finally(() => { making = undefined; });
  return making;
}

function written() {
  const fields = Object.entries(Object.fromEntries(new FormData(form)) as Record<string, string>);
  // An emptied field empties it there too.
  return Object.fromEntries(fields.map(([name, value]) => [name, value.trim() || null]));
}

function asText() {
  return JSON.stringify(written());
}

async function offerToGoOn(upload: HTMLElementTagNameMap['lesson-upload']) {
  const all = await getJson<Unfinished[]>('/api/uploads').catch(() => []);
  const mine = all.find(one => lessonId === undefined || one.lessonId === lessonId);
  if (!mine || upload.busy) return;
  // Without a lesson in the address the upload that stopped says which lesson it belongs to.
  if (lessonId === undefined) document.querySelector('#elsewhere')?.replaceChildren(linkTo(mine));
  else upload.unfinished = mine;
}

function linkTo({ lessonId: id, filename }: Unfinished) {
  const link = document.createElement('a');
  link.href = `/lessons/new?lesson=${id}`;
  link.textContent = `Your upload of ${filename ?? 'a recording'} has stopped: go on with it`;
  return link;
}

function tellTitle(wrong: string) {
  wrongTitle.textContent = wrong;
  title.setAttribute('aria-invalid', String(!!wrong));
}

function setToday() {
  const taught = form.querySelector<HTMLInputElement>('#taught-on')!;
  const now = new Date();
  taught.value ||= `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${
    String(now.getDate()).padStart(2, '0')}`;
}
