import { duration } from '../../Shared/client/times';

/** A lesson's recording as the API tells it. */
export interface Recording {
  state: 'awaiting' | 'arriving' | 'processing' | 'ready' | 'failed';
  playable: boolean;
  progress: number;
  durationMs?: number | null;
  width?: number | null;
  height?: number | null;
  failure?: { code: string; title: string } | null;
}

export interface Words {
  title: string;
  more: string;
  /** What the owner does next, when there is something to do. */
  next?: string;
}

/** What is going on with a recording, said to its owner or to a colleague. */
export function inWords(recording: Recording, mine: boolean): Words {
  switch (recording.state) {
    case 'awaiting': return mine
      ? {
        title: 'There is no recording yet.',
        more: 'Add the file whenever you have it.',
        next: 'Add the recording',
      }
      : { title: 'There is no recording yet.', more: 'It will appear here as soon as it has been added.' };
    case 'arriving': return mine
      ? {
        title: `The recording is on its way: ${percent(recording.progress)} has arrived.`,
        more: 'What has arrived is safe. If the upload stopped, go on with the same file.',
        next: 'Go on with the upload',
      }
      : { title: 'The recording is on its way.', more: 'It will appear here as soon as it can be watched.' };
    case 'processing': return recording.playable
      ? { title: `We are still preparing the rest: ${percent(recording.progress)} done.`, more: '' }
      : {
        title: 'The recording has arrived. We are making it watchable.',
        more: 'It appears here by itself. You can close this page.',
      };
    case 'failed': return {
      title: recording.failure?.title ?? 'We could not make this recording watchable. Your lesson is safe.',
      more: '',
      ...(mine ? { next: 'Add another file' } : {}),
    };
    case 'ready': return { title: '', more: '' };
  }
}

/** The same for a card: a few words. */
export function inShort(recording: Recording) {
  switch (recording.state) {
    case 'awaiting': return 'No recording yet';
    case 'arriving': return `Arriving: ${percent(recording.progress)}`;
    case 'processing':
      return recording.playable ? 'Can be watched, the rest follows' : 'Being made watchable';
    case 'failed': return 'The recording cannot be used';
    case 'ready': return recording.durationMs ? duration(recording.durationMs) : 'Ready';
  }
}

/** Changes when a card must look different, as the server writes it (`LessonCard.Stage`). */
export const stage = ({ state, playable }: Recording) => playable ? `${state}-playable` : state;

/** Rounded down: 100 % is said only when it is. */
export const percent = (part: number) => `${Math.floor(Math.min(1, Math.max(0, part)) * 100)} %`;
