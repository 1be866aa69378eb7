/** What the page says about notes that are not saved yet; nothing while all is well. */
export function saving({ alive, count, stuck }: { alive: boolean; count: number; stuck: boolean }) {
  if (count > 0 && (stuck || !alive)) {
    const notes = count === 1 ? '1 note waits' : `${count} notes wait`;
    return `The line is cut. ${notes} here and will be saved when it is back. Please leave this page open.`;
  }
  return alive ? '' : 'The line is cut. You can go on writing; we try to connect again.';
}
