export const kinds = ['noticed', 'wondered', 'worked', 'try'] as const;
export const abouts = ['teacher', 'learners', 'task'] as const;
export type Kind = (typeof kinds)[number];
export type About = (typeof abouts)[number];

/** What each kind is for, in the words of the page. */
export const kindWords: Record<Kind, string> = {
  noticed: 'Noticed', wondered: 'Wondered', worked: 'Worked', try: 'Try',
};

export interface Annotation {
  id: string;
  seq: number;
  author: { id: string; name: string };
  atMs: number;
  untilMs?: number | null;
  kind: Kind;
  about?: About | null;
  text: string;
  draft: boolean;
  edit: number;
}

/** One entry of what came after a sequence number. */
export type Change =
  | { seq: number; annotation: Annotation }
  | { seq: number; deleted: string };

export interface Changes {
  seq: number;
  changes: Change[];
}

/** What a `PUT` carries. */
export interface AnnotationContent {
  atMs: number;
  kind: Kind;
  about?: About;
  text: string;
  edit: number;
}
