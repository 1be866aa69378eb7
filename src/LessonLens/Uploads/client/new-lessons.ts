import { getJson, send } from '../../Shared/client/http';
import type { LessonForm } from './lesson-form';
import type { Sending } from './sending';

/** The lessons behind the form: the one that it is about, and one more for each further recording. */
export class NewLessons {
  #making: Promise<string> | undefined;
  /** Only what this page has made it writes to, and deletes when its recording is given up. */
  readonly #made = new Map<string, { title: string }>();

  /** @param id of the lesson that the form is about, as soon as there is one. */
  constructor(private readonly form: LessonForm, public id: string | undefined) {}

  /** The form's own: made once, also when a file and the button come at the same time. */
  async one() {
    if (this.id) return this.id;
    const sent = this.form.asText;
    return this.#making ??= this.#make({}).then(id => {
      this.form.keep(sent);
      // From here on a reload comes back to this lesson and its upload.
      history.replaceState(null, '', `/lessons/new?lesson=${id}`);
      return this.id = id;
    }).finally(() => { this.#making = undefined; });
  }

  another(title: string) {
    return this.#make({ title });
  }

  /** Several: none of them is the page's own, and a reload offers each upload that is not complete. */
  async becomeSeveral() {
    await this.#making?.catch(() => {});
    this.id = undefined;
    history.replaceState(null, '', '/lessons/new');
  }

  becomeOne(id: string | undefined) {
    this.id = id;
    if (id) history.replaceState(null, '', `/lessons/new?lesson=${id}`);
  }

  /** The lesson of an upload that goes on here: the form is about it now. */
  async adopt(id: string) {
    this.id = id;
    history.replaceState(null, '', `/lessons/new?lesson=${id}`);
    const { title, className, subject, taughtOn, focus } =
      await getJson<Record<string, string | null>>(`/api/lessons/${id}`);
    // Meanwhile a second file has come, and the form is about several.
    if (this.id !== id) return;
    this.form.fill({ title, className, subject, taughtOn, focus } as Record<string, string | null>);
    this.form.keep();
  }

  unsaved(all: readonly Sending[]) {
    return this.form.unsaved || (all.length > 1 && all.some(({ lessonId, title }) =>
      this.#made.has(lessonId ?? '') && this.#made.get(lessonId!)!.title !== title));
  }

  async save(all: readonly Sending[]) {
    const { written, asText } = this.form;
    if (all.length < 2) await send('PATCH', `/api/lessons/${await this.one()}`, written);
    else for (const { lessonId, title } of all) {
      const made = this.#made.get(lessonId ?? '');
      if (!made) continue;
      await send('PATCH', `/api/lessons/${lessonId}`, {
        ...written, title: title.trim() || 'Untitled lesson',
      });
      made.title = title;
    }
    this.form.keep(asText);
  }

  /** Its recording was given up, so it is not wanted; for a minute that can be undone at Home. */
  async drop(id: string | undefined) {
    if (id && this.#made.has(id)) await send('DELETE', `/api/lessons/${id}`).catch(() => {});
  }

  async #make(more: { title?: string }) {
    const lesson = { ...this.form.written, ...more };
    const response = await send('POST', '/api/lessons', lesson);
    const { id } = await response.json() as { id: string };
    this.#made.set(id, { title: lesson['title'] ?? '' });
    return id;
  }
}
