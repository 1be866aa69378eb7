export interface Person {
  id: string;
  name: string;
}

export interface Grant {
  personId: string;
  name: string;
  may: 'view' | 'annotate';
  reason: string;
  until?: string | null;
}

export const granted = (name: string) => `${name} can see this lesson from now on.`;
export const withdrawn = (name: string) =>
  `${name} will no longer be able to watch it; notes already written stay with the lesson.`;
