/** When what has changed up to now is on the screen: what may come after it waits for this. */
export const painted = () => new Promise<void>(resolve => {
  requestAnimationFrame(() => setTimeout(resolve));
});
