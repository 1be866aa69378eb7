/** A request that the server refused, in words that a teacher can read. */
export class Refused extends Error {
  constructor(readonly status: number, title: string) {
    super(title);
  }

  /** Whether the same request may work later: signed out, too much at once, or the server's own trouble. */
  get mayPass() {
    return this.status === 401 || this.status === 429 || this.status >= 500;
  }
}

/** The line is dead or the server is away: nothing is lost, try again. */
export class Unreachable extends Error {
  constructor() {
    super('We cannot reach LessonLens at the moment.');
  }
}

const laterMs = 60_000;
/** A line that was cut without a word may keep silent for minutes. */
const longestMs = 15_000;

type AskToSignIn = () => Promise<boolean>;
let askToSignIn: AskToSignIn = () => Promise.resolve(false);

/** A page tells how a sign-in that ran out is renewed without leaving it. */
export function renewSignInWith(ask: AskToSignIn) {
  let asking: Promise<boolean> | undefined;
  let quietUntil = 0;
  // Several requests may meet the end of the session at once: one dialog serves them all.
  askToSignIn = () => {
    if (Date.now() < quietUntil) return Promise.resolve(false);
    return asking ??= ask()
      .then(signedIn => { quietUntil = signedIn ? 0 : Date.now() + laterMs; return signedIn; })
      .finally(() => { asking = undefined; });
  };
}

export async function send(method: string, url: string, body?: unknown, keepalive = false) {
  const response = await attempt(method, url, body, keepalive);
  if (response.status === 401 && !keepalive && await askToSignIn()) return throwIfRefused(
    await attempt(method, url, body, false));
  return throwIfRefused(response);
}

export async function getJson<T>(url: string): Promise<T> {
  return await jsonOf<T>(await send('GET', url));
}

async function attempt(method: string, url: string, body: unknown, keepalive: boolean) {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  // Whoever signs in meanwhile, in another window: what this page says is said by nobody else.
  const me = globalThis.document?.body.dataset['me'];
  if (me) headers['lessonlens-person'] = me;
  // A POST that arrived and is sent again may do twice what was meant once.
  const signal = method === 'POST' ? null : AbortSignal.timeout(longestMs);
  try {
    return await fetch(url, {
      method, headers, keepalive, signal, body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Unreachable();
  }
}

/** An answer that was cut off, or that something on the way gave instead, is none. */
export async function jsonOf<T>(response: Response) {
  try {
    return await response.json() as T;
  } catch {
    throw new Unreachable();
  }
}

async function throwIfRefused(response: Response) {
  if (response.ok) return response;
  if (response.status >= 502 && response.status <= 504) throw new Unreachable();
  throw new Refused(response.status, await problemTitle(response));
}

export async function problemTitle(response: Pick<Response, 'status' | 'json'>) {
  try {
    const problem = await response.json() as { title?: unknown; errors?: Record<string, string[]> };
    const first = Object.values(problem.errors ?? {})[0]?.[0];
    if (first) return first;
    if (typeof problem.title === 'string' && problem.title) return problem.title;
  } catch { /* Not a problem document: the status has to speak. */ }
  return sentenceFor(response.status);
}

function sentenceFor(status: number) {
  if (status === 401) return 'Please sign in again.';
  if (status === 403 || status === 404) return 'This is not here any more, or it is not shared with you.';
  if (status === 413) return 'That is too big.';
  if (status === 429) return 'That was a lot at once. Please wait a moment and try again.';
  return 'That did not work. Please try again in a moment.';
}
