import './new-lesson-page.css';
import './class-objections';
import './lesson-upload';
import { renewSignInIn } from '../../People/client/sign-in-again';
import { getJson } from '../../Shared/client/http';
import { warnBeforeLeaving } from '../../Shared/client/leaving';
import { showElsewhere } from './elsewhere';
import { LessonForm } from './lesson-form';
import { NewLessons } from './new-lessons';
import { takeDrops } from './page-drop';
import type { Sending } from './sending';
import type { Unfinished } from './unfinished';

const form = new LessonForm();
const upload = form.element.querySelector('lesson-upload')!;
const status = form.element.querySelector<HTMLElement>('#saved')!;
const asked = new URLSearchParams(location.search).get('lesson') ?? undefined;
const lessons = new NewLessons(form, asked);
let isSeveral = false;
let saved = false;
let leavingOnPurpose = false;

renewSignInIn(document.body);
// A lesson that was planned without a date keeps none until its owner gives it one.
if (!asked) form.setToday();
form.keep();
warnBeforeLeaving(() => !leavingOnPurpose && (upload.busy || lessons.unsaved(upload.all)));
upload.several = !asked;
upload.lessonFor = lessonFor;
takeDrops(document.querySelector<HTMLElement>('#drop-here')!, files => {
  upload.closest('details')?.setAttribute('open', '');
  upload.take(files);
});
void offerToGoOn();

const on = <T>(name: string, heard: (detail: T) => void) =>
  form.element.addEventListener(name, event => heard((event as CustomEvent<T>).detail));
on('upload-begun', begun);
on('uploads-changed', changed);
on('upload-dropped', dropped);
on('upload-kept', () => { saved = true; goOnWhenReady(); });
form.element.addEventListener('input', () => tellUnsaved());
form.element.addEventListener('submit', event => { event.preventDefault(); void save(); });

/** The upload starts at once, so its lesson is made with whatever is known by then. */
function begun(one: Sending) {
  if (one.lessonId && !lessons.id && upload.all.length === 0) return void lessons.adopt(one.lessonId);
  const first = upload.all[0];
  if (!first) {
    if (!form.title.trim()) form.title = one.title;
    one.title = form.title;
  } else if (!isSeveral) {
    first.title = form.title || first.title;
  }
}

async function lessonFor(one: Sending) {
  if (isSeveral && one !== upload.all[0]) return await lessons.another(one.title);
  const id = await lessons.one();
  if (isSeveral) await lessons.becomeSeveral();
  return id;
}

function changed() {
  const several = upload.all.length > 1;
  if (several !== isSeveral) {
    isSeveral = several;
    form.showSeveral(several);
    const [first] = upload.all;
    if (several) void lessons.becomeSeveral();
    else if (first) {
      form.title = first.title;
      lessons.becomeOne(first.lessonId);
    }
  }
  tellUnsaved();
  if (saved) goOnWhenReady();
}

function tellUnsaved() {
  upload.unsaved = lessons.unsaved(upload.all);
}

/** The lesson of a single recording stays the form's; one of several goes with its recording. */
function dropped(one: Sending) {
  if (upload.all.length > 0) void lessons.drop(one.lessonId);
}

async function save() {
  if (!isSeveral && !form.title.trim()) {
    return form.tellTitle('Give the lesson a title, so that you find it again.');
  }
  form.setBusy(true);
  try {
    await lessons.save(upload.all);
    saved = true;
    changed();
  } catch (error) {
    status.textContent = (error as Error).message;
  } finally {
    form.setBusy(false);
  }
}

function goOnWhenReady() {
  const [where, what] = isSeveral
    ? ['your lessons', 'all recordings have'] : ['the lesson', 'the recording has'];
  if (lessons.unsaved(upload.all)) {
    status.textContent = '';
  } else if (upload.all.some(one => one.state === 'lost')) {
    status.textContent = 'Saved. A recording still needs you.';
  } else if (upload.busy) {
    status.textContent = `Saved. You will be taken to ${where} as soon as ${what} arrived.`;
  } else if (!leavingOnPurpose) {
    leavingOnPurpose = true;
    location.assign(isSeveral ? '/' : `/lessons/${lessons.id}`);
  }
}

async function offerToGoOn() {
  const all = await getJson<Unfinished[]>('/api/uploads').catch(() => []);
  if (upload.all.length > 0) return;
  upload.stopped = asked ? all.filter(one => one.lessonId === asked) : all;
  if (!asked) showElsewhere(document.querySelector<HTMLElement>('#elsewhere')!, all);
  else if (upload.stopped.length > 0) upload.closest('details')?.setAttribute('open', '');
}
