import type { Recording } from './recording';

const reopenAfterMs = 5000;

/**
 * Listens to how recordings come along: one stream of server-sent events for the page, which heals by itself.
 * The server begins each with how things stand, so nothing is missed between two.
 */
export function listenToRecordings(
  heard: (lessonId: string, recording: Recording) => void, somethingElse?: (lessonId: string) => void,
) {
  let source: EventSource | undefined;
  let stopped = false;

  const open = () => {
    if (stopped || source || document.hidden) return;
    source = new EventSource('/api/events');
    source.addEventListener('recording', event => {
      const { lessonId, recording } = JSON.parse((event as MessageEvent<string>).data) as NewsOfRecording;
      heard(lessonId, recording);
    });
    // Who may see a lesson, and what is said of it.
    for (const name of somethingElse ? ['access', 'conversation'] : []) {
      source.addEventListener(name, event => somethingElse?.(
        (JSON.parse((event as MessageEvent<string>).data) as { lessonId: string }).lessonId));
    }
    // The browser mends a cut line itself, but gives up on an answer that is an error.
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, reopenAfterMs);
    });
  };
  const close = () => { source?.close(); source = undefined; };
  // A browser has six lines to a server (HTTP/1.1): a page that nobody looks at must not keep one.
  const look = () => { if (document.hidden) close(); else open(); };

  document.addEventListener('visibilitychange', look);
  open();
  return () => { stopped = true; close(); document.removeEventListener('visibilitychange', look); };
}

interface NewsOfRecording { lessonId: string; recording: Recording }
