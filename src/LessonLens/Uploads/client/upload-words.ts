import { duration } from '../../Shared/client/times';
import { percent } from '../../Lessons/client/recording';
import { timeLeft } from '../../Shared/client/time-left';
import { fileSize } from './file-size';
import type { Sending } from './sending';

type Shown = Pick<Sending,
  'state' | 'healed' | 'refused' | 'part' | 'bytes' | 'size' | 'remainingMs' | 'lengthMs'>;

/** Numbers that move; not for a live region. */
export function howFar({ state, part, remainingMs }: Shown) {
  if (state === 'done') return 'All of it has arrived.';
  if (state === 'queued') return part > 0 ? percent(part) : '';
  return state === 'going' ? `${percent(part)} · ${timeLeft(remainingMs)}` : percent(part);
}

/** "41 min · 750 MB". */
export const howLong = ({ lengthMs, size }: Shown) =>
  [lengthMs === undefined ? '' : duration(lengthMs), fileSize(size)].filter(Boolean).join(' · ');

/** What is going on with one recording and what is safe; empty while all goes as it should. */
export function stateWords({ state, healed, refused, bytes }: Shown) {
  switch (state) {
    case 'queued': return 'Waits for its turn.';
    case 'going': return healed ? 'The line was cut and is back: the upload goes on where it was.' : '';
    case 'waiting':
      return 'The line is cut. What has arrived is safe; it goes on by itself as soon as it can.';
    case 'paused': return bytes > 0 ? 'Paused. What has arrived is safe.' : 'Paused.';
    case 'done': return '';
    case 'lost': return refused?.why ?? 'This upload cannot go on.';
  }
}

/** Whether the page is still needed. `unsaved`: something is written that only this page has. */
export function pageWords(all: readonly Shown[], unsaved: boolean, beside = false) {
  const several = all.length > 1;
  const done = all.every(one => one.state === 'done');
  if (done && unsaved) return 'Save what you have written before you close this page.';
  if (done && beside) return 'You can close this page. On the lesson’s page you choose which one it shows.';
  if (done) return several
    ? 'You can close this page; we are making the recordings watchable.'
    : 'You can close this page; we are making the recording watchable.';
  if (!all.some(one => one.state === 'going' || one.state === 'waiting')) return '';
  return 'Keep this page open until everything has arrived. On a phone, keep the screen on.';
}

const muchBytes = 200e6;

/** What is safe of a recording that is being made. */
export function safeWords(state: Shown['state'], safeMs: number, waitingBytes: number, position: string) {
  if (state === 'waiting' || state === 'lost') {
    const safe = safeMs > 0 ? `Everything up to ${position} is safe` : 'Nothing has arrived yet';
    return waitingBytes > muchBytes
      ? `${safe}; ${fileSize(waitingBytes)} wait in this browser’s memory. Go where the Wi-Fi is better if `
        + 'you can; or stop here, and keep this page open until everything has arrived.'
      : `The line is cut. ${safe}. Recording goes on, and the rest is sent as soon as it can be.`;
  }
  return safeMs > 0 ? `Everything up to ${position} has arrived.` : 'It is sent while you film.';
}
