/**
 * The reader's language as dates are written in it; undefined, the browser's own choice, where the browser
 * names none that is one (WebKit on a machine without a language says "C").
 */
export function readersLanguage(told: string = navigator.language) {
  try {
    return Intl.getCanonicalLocales(told)[0];
  } catch {
    return undefined;
  }
}
