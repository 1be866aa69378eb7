/** Asks before the page is left while any of the given reasons holds. */
export function warnBeforeLeaving(somethingWouldBeLost: () => boolean) {
  const warn = (event: BeforeUnloadEvent) => {
    if (somethingWouldBeLost()) event.preventDefault();
  };
  window.addEventListener('beforeunload', warn);
  return () => window.removeEventListener('beforeunload', warn);
}
