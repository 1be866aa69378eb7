/**
 * On a narrow page the picture stays above what scrolls, and the composer below it. How high they are now
 * tells the styles how far whatever gets the focus has to stay away from them (WCAG 2.2, 2.4.11).
 */
export function keepClearOf(above: Element, below: Element) {
  const { style } = document.documentElement;
  const heights = new ResizeObserver(() => {
    style.setProperty('--above', `${above.clientHeight}px`);
    style.setProperty('--below', `${below.clientHeight}px`);
  });
  heights.observe(above);
  heights.observe(below);
  // The composer opens and closes with the focus, after the browser has brought it into sight.
  addEventListener('keyup', ({ key }) => {
    if (key === 'Tab') document.activeElement?.scrollIntoView({ block: 'nearest' });
  });
}
