import type { Thread } from './conversation';
import { sharedWords, undoable, type Sharing } from './sharing';
import { offerUndo } from './undo';
import type { Writes } from './writes';

/** Shares notes or takes them back, and offers to undo it. `wayOn` is where the focus goes afterwards. */
export function shareNotes(
  sharing: Sharing, writes: Writes, wayOn: HTMLElement, threads: () => readonly Thread[],
) {
  writes.share(sharing.notes, sharing.draft);
  offerUndo(sharedWords(sharing), wayOn,
    () => writes.share(undoable(sharing, threads()), !sharing.draft), () => {});
}
