import { UploadLine } from './upload-line';
import type { Unfinished } from './unfinished';

/** A recording without an end gets one where it is: what has arrived is all there is. */
export async function keepWhatHasArrived({ url }: Unfinished) {
  const line = new UploadLine();
  const { offset, length } = await line.howFar(url);
  if (length === undefined) await line.send(url, new Blob(), offset, offset);
}

/** Dropped, so that nobody offers to go on with it later. */
export async function drop({ url }: Unfinished) {
  // What cannot be told to the server now expires there by itself.
  await new UploadLine().drop(url).catch(() => undefined);
}
