import { localiseDates } from '../../Shared/client/dates';
import { become } from './become';

/** The parts of the page that the server writes anew when something has changed. */
export class LiveSections {
  #asking: AbortController | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  /** Several changes at once need one look only. */
  renewSoon(afterMs = 300) {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.renew(), afterMs);
  }

  /** False when the server could not be asked, or a later question took this one's place. */
  async renew(address = location.href) {
    clearTimeout(this.#soon);
    this.#asking?.abort();
    const mine = this.#asking = new AbortController();
    try {
      const answer = await fetch(address, { headers: { accept: 'text/html' }, signal: mine.signal });
      // Signed out, or the server's own trouble: what stands there is still the best there is.
      if (!answer.ok || answer.redirected) return false;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (mine.signal.aborted) return false;
      localiseDates(fresh);
      for (const section of document.querySelectorAll('[data-live]')) {
        const now = fresh.getElementById(section.id);
        if (now) become(section, now);
      }
      document.title = fresh.title;
      return true;
    } catch {
      return false;
    }
  }
}
