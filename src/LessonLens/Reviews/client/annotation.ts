export const kinds = ['noticed', 'wondered', 'worked', 'try'] as const;
export const abouts = ['teacher', 'learners', 'task'] as const;
export type Kind = (typeof kinds)[number];
export type About = (typeof abouts)[number];

/** What each kind is for, in the words of the page. */
export const kindWords: Record<Kind, string> = {
  noticed: 'Noticed', wondered: 'Wondered', worked: 'Worked', try: 'Try',
};

export interface Author {
  id: string;
  name: string;
}

export interface Annotation {
  id: string;
  seq: number;
  /** The number at which others could first see it. */
  firstSeq?: number | null;
  author: Author;
  atMs: number;
  untilMs?: number | null;
  kind: Kind;
  about?: About | null;
  text: string;
  draft: boolean;
  /** Kept by the server as it came. */
  drawing?: unknown;
  /** Seen by its author alone until the owner of the lesson has written. */
  held?: boolean;
  edit: number;
  answered: boolean;
  answeredEdit: number;
}

export interface Reply {
  id: string;
  annotationId: string;
  seq: number;
  firstSeq?: number | null;
  author: Author;
  text: string;
  edit: number;
}

/** One entry of what came after a sequence number. */
export type Change =
  | { seq: number; annotation: Annotation }
  | { seq: number; deleted: string; atMs?: number }
  | { seq: number; reply: Reply }
  | { seq: number; deletedReply: string };

/** In which order the lesson is looked at. */
export interface LookingOrder {
  ownNotesFirst: boolean;
  /** 1 takes only noticed, 2 also wondered, 3 all; 0 is without steps, and takes all. */
  step: number;
  /** For the owner: how many notes are held back, by whom. */
  heldBack: { name: string; notes: number }[];
}

export interface Changes {
  seq: number;
  /** How far this person has seen the conversation. */
  seen: number;
  /** The latest version of the owner's question; 0 when there never was one. */
  focusVersion?: number;
  order?: LookingOrder;
  changes: Change[];
}

/** What an author decides about a note; a `PUT` carries it with the number of the edit. */
export interface NoteContent {
  atMs: number;
  untilMs?: number;
  kind: Kind;
  about?: About;
  text: string;
  draft?: boolean;
  drawing?: unknown;
}

/** What a note says now, to be sent again with a change. What a note has not is left out. */
export function contentOf({ atMs, untilMs, kind, about, text, draft, drawing }: Annotation): NoteContent {
  return {
    atMs, ...(untilMs != null ? { untilMs } : {}), kind, ...(about ? { about } : {}), text,
    ...(draft ? { draft } : {}), ...(drawing ? { drawing } : {}),
  };
}

/** A drawing alone is a note, too. */
export const wordsOf = ({ text }: Pick<Annotation, 'text'>) => text || 'A drawing';

/** A note and a reply as long as the server takes them. */
export const longestNote = 5000;
export const longestReply = 2000;
