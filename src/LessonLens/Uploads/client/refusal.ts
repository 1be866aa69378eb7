/** What the teacher can do about a refusal. */
export type WayOn = 'again' | 'from-start' | 'other-file';

export interface Refusal {
  why: string;
  ways: WayOn[];
}

export const wayOnWords: Record<WayOn, string> = {
  'again': 'Try again',
  'from-start': 'Begin again',
  'other-file': 'Choose another file',
};

/**
 * What a refused request means; undefined when it may work later by itself: no line (0), a sign-in to renew,
 * somebody else's turn, the server's own trouble.
 * @param status of the answer.
 * @param title what the server said, if anything: a HEAD has no words.
 * @param begun whether the upload had an address of its own by then.
 */
export function refusal(status: number, title: string | undefined, begun: boolean): Refusal | undefined {
  switch (status) {
    case 404: return begun
      ? { why: 'This upload is not here any more: it may have been cancelled on another page.',
        ways: ['from-start'] }
      : { why: title ?? 'This lesson is not here any more, so nothing can be added to it.', ways: [] };
    case 410: return {
      why: title ?? 'This upload was left too long, and what had arrived was dropped.',
      ways: ['from-start'],
    };
    // Too big for anybody, or too much for this person, who may make room elsewhere.
    case 413: return { why: title ?? 'This recording is too big.', ways: ['again', 'other-file'] };
    case 415: return { why: title ?? 'This is not a film.', ways: ['other-file'] };
    case 507: return {
      why: title ?? 'There is not enough room for this recording here at the moment.',
      ways: ['again'],
    };
  }
  const isForGood = status >= 400 && status < 500 && ![401, 408, 409, 423, 425, 429].includes(status);
  return isForGood ? { why: title ?? 'This upload was refused.', ways: ['again'] } : undefined;
}
