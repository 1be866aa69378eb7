import { percent } from '../../Lessons/client/recording';
import { fileSize } from './file-size';

/** An upload that stopped, as `GET /api/uploads` lists it. */
export interface Unfinished {
  url: string;
  lessonId: string;
  filename?: string | null;
  /** Absent when it is a recording that was still being made. */
  length?: number | null;
  offset: number;
}

export interface Picked { name: string; size: number }

/**
 * Whether the picked file can go on where the other stopped. The name alone does not say it: a phone may
 * have made
 * the video smaller than last time.
 */
export function isTheSame(unfinished: Unfinished, file: Picked) {
  return unfinished.length === file.size && (!unfinished.filename || unfinished.filename === file.name);
}

export const isLive = ({ length }: Unfinished) => length === undefined || length === null;

export function offer(unfinished: Unfinished) {
  const name = unfinished.filename ?? 'your recording';
  if (isLive(unfinished)) return unfinished.offset > 0
    ? `${name} was being recorded here when its page was closed. What had arrived by then `
      + `(${fileSize(unfinished.offset)}) is safe, and you can keep it as the recording of this lesson.`
    : `${name} was begun, but nothing of it has arrived.`;
  const part = unfinished.length ? ` at ${percent(unfinished.offset / unfinished.length)}` : '';
  return `The upload of ${name} stopped${part}. What has arrived is safe: choose the same file to go on.`;
}

/** For a list of several, each a link to its lesson. */
export function offerShort(unfinished: Unfinished) {
  const { filename, length, offset } = unfinished;
  const name = filename ?? 'a recording';
  if (isLive(unfinished)) return `${name}, recorded in a browser, has no end yet: keep what has arrived`;
  const part = length ? `, ${percent(offset / length)} has arrived` : '';
  return `Your upload of ${name} is not complete${part}: go on with it`;
}

/** Said before anything happens to what has arrived. */
export function otherFile(unfinished: Unfinished, file: Picked) {
  const before = unfinished.filename ?? 'the file before';
  const why = unfinished.filename === file.name
    ? `This ${file.name} is not the same size as the one that stopped. `
      + 'Phones sometimes make a video anew when it is picked again.'
    : `${file.name} is not the file that stopped, which was ${before}.`;
  return `${why} If you go on with this one (${fileSize(file.size)}), it starts from the beginning `
    + `and the part of ${before} that has arrived is dropped.`;
}

/** "IMG_2041.mov" → "IMG 2041": a title until the teacher writes a better one. */
export function titleFrom(fileName: string) {
  const stem = fileName.replace(/\.[^.]{1,5}$/, '').replaceAll(/[_\s]+/g, ' ').trim();
  return (stem || 'Untitled lesson').slice(0, 200);
}
