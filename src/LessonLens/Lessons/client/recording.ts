import { duration } from '../../Shared/client/times';

/** A lesson's recording as the API tells it. */
export interface Recording {
  /** Another one of the same lesson has another. */
  id?: string | null;
  state: 'awaiting' | 'arriving' | 'processing' | 'ready' | 'failed';
  playable: boolean;
  progress: number;
  /** While it waits for its turn: how many recordings come before it. */
  ahead?: number | null;
  durationMs?: number | null;
  width?: number | null;
  height?: number | null;
  failure?: { code: string; title: string } | null;
}

/** What the owner can do about it. */
export type NextStep = 'add' | 'go-on' | 'retry' | 'other-file';

export interface Words {
  title: string;
  /** Numbers that move; not for a live region, which would read each of them out. */
  progress?: string;
  more?: string;
  next: NextStep[];
}

/** What the page has noticed by itself: whether bytes come, and how long it takes. */
export interface Noticed {
  stands?: boolean;
  left?: string | undefined;
}

export const nextStepWords: Record<NextStep, string> = {
  'add': 'Add the recording',
  'go-on': 'Go on with the upload',
  'retry': 'Try again',
  'other-file': 'Choose another file',
};

/** What is going on with a recording, said to its owner or to a colleague. */
export function inWords(recording: Recording, mine: boolean, { stands, left }: Noticed = {}): Words {
  const far = (words: string) => left ? `${percent(recording.progress)} ${words}, ${left}` :
    `${percent(recording.progress)} ${words}`;
  switch (recording.state) {
    case 'awaiting': return mine
      ? { title: 'There is no recording yet.', more: 'Add the file whenever you have it.', next: ['add'] }
      : { title: 'There is no recording yet.', more: 'It will appear here as soon as it has been added.',
        next: [] };
    // What is still being filmed has no length yet, so nobody can say which part of it has arrived.
    case 'arriving': return mine ? arriving(recording.progress > 0 ? far('has arrived') : '', stands)
      : { title: 'The recording is on its way.', more: 'It will appear here as soon as it can be watched.',
        next: [] };
    case 'processing': return processing(recording, far('done'), stands);
    case 'failed': return {
      title: recording.failure?.title ?? 'We could not make this recording watchable. Your lesson is safe.',
      next: !mine ? [] : isOurFault(recording) ? ['retry', 'other-file'] : ['other-file'],
    };
    case 'ready': return { title: '', next: [] };
  }
}

function arriving(progress: string, stands?: boolean): Words {
  if (stands) return {
    title: 'The upload has stopped.',
    progress,
    more: 'What has arrived is safe. Go on with the same file.',
    next: ['go-on'],
  };
  return {
    title: 'The recording is on its way.',
    progress,
    more: stands === undefined ? 'What has arrived is safe. If it stopped, go on with the same file.'
      : 'It comes from another page or device: keep that one open. What has arrived is safe.',
    next: stands === undefined ? ['go-on'] : [],
  };
}

function processing({ playable, ahead }: Recording, done: string, stands?: boolean): Words {
  const more = playable ? {} : { more: 'It appears here by itself. You can close this page.' };
  if (ahead) return {
    title: playable ? 'You can watch it; the rest waits for its turn.'
      : 'The recording has arrived. It waits for its turn to be made watchable.',
    progress: ahead === 1 ? 'One recording is before it' : `${ahead} recordings are before it`,
    ...more,
    next: [],
  };
  return {
    title: playable ? 'You can watch it; we are still preparing the rest.'
      : 'The recording has arrived. We are making it watchable.',
    progress: done,
    ...more,
    ...(stands ? { more: 'This takes longer than usual. You can close this page: it goes on.' } : {}),
    next: [],
  };
}

/** A file that is none stays none; only where the fault may be ours it is worth trying again. */
const isOurFault = ({ failure }: Recording) => !failure || failure.code === 'interrupted';

/** The same for a card: a few words. */
export function inShort(recording: Recording) {
  switch (recording.state) {
    case 'awaiting': return 'No recording yet';
    case 'arriving': return recording.progress > 0 ? `Arriving: ${percent(recording.progress)}` : 'Arriving';
    case 'processing':
      return recording.playable ? 'Can be watched, the rest follows'
        : recording.ahead ? 'Waiting for its turn' : 'Being made watchable';
    case 'failed': return 'The recording cannot be used';
    case 'ready': return recording.durationMs ? duration(recording.durationMs) : 'Ready';
  }
}

export const isOnItsWay = ({ state }: Recording) => state === 'arriving' || state === 'processing';

/** Changes when a card must look different, as the server writes it (`LessonCard.Stage`). */
export const stage = ({ state, playable }: Recording) => playable ? `${state}-playable` : state;

/** Rounded down: 100 % is said only when it is. */
export const percent = (part: number) => `${Math.floor(Math.min(1, Math.max(0, part)) * 100)} %`;
