import { LiveTransfer } from './live-transfer';
import { Sending } from './sending';

/** What a camera of this page records, from its beginning. */
export function liveSending(name: string, type: string, changed: () => void) {
  let live!: LiveTransfer;
  const sending = new Sending(name, 0, titleNow(), true,
    news => live = new LiveTransfer(name, type, news, undefined, window), changed);
  return { sending, live };
}

/** "Recording 2026-11-03 10.40.webm": sorts by itself, and every file system takes it. */
export function nameNow(type: string, now = new Date()) {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const ending = type.includes('mp4') ? 'mp4' : 'webm';
  return `Recording ${day} ${two(now.getHours())}.${two(now.getMinutes())}.${ending}`;
}

function titleNow(now = new Date()) {
  const day = now.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return `Lesson of ${day}, ${now.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}
