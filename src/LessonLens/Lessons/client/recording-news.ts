import { getJson } from '../../Shared/client/http';
import type { Recording } from './recording';

type Heard = (lessonId: string, recording: Recording) => void;
const reopenAfterMs = 5000;

/** Listens to how recordings come along: one stream of server-sent events for the page, which heals by itself. */
export function listenToRecordings(heard: Heard, lessonIds: readonly string[] = []) {
  let source: EventSource;
  let stopped = false;

  const open = () => {
    source = new EventSource('/api/events');
    source.addEventListener('recording', event => {
      const { lessonId, recording } = JSON.parse((event as MessageEvent<string>).data) as NewsOfRecording;
      heard(lessonId, recording);
    });
    // Whatever happened before the stream stood, or while it was cut, is asked for.
    source.addEventListener('open', () => { for (const id of lessonIds) void look(id); });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED || stopped) return;
      setTimeout(() => { if (!stopped) open(); }, reopenAfterMs);
    });
  };

  const look = async (id: string) => {
    const lesson = await getJson<{ recording: Recording }>(`/api/lessons/${id}`).catch(() => undefined);
    if (lesson) heard(id, lesson.recording);
  };

  open();
  return () => { stopped = true; source.close(); };
}

interface NewsOfRecording { lessonId: string; recording: Recording }
