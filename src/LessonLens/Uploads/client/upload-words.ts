import type { TransferState } from './transfer';

/** What is going on with the upload and what is safe. */
export function stateWords(state: TransferState, healed: boolean, why?: string) {
  switch (state) {
    case 'going': return healed
      ? 'The line was cut and is back: the upload goes on where it was.'
      : 'Keep this page open until all of it has arrived. On a phone, keep the screen on.';
    case 'waiting':
      return 'The line is cut. What has arrived is safe; it goes on by itself as soon as it can.';
    case 'paused': return 'Paused. What has arrived is safe.';
    case 'done': return 'You can close this page; we are making the recording watchable.';
    case 'lost': return why ?? 'This upload cannot go on. Please choose the file again.';
  }
}
