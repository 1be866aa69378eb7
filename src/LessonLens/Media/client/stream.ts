import type Hls from 'hls.js';
import { Refused, send } from '../../Shared/client/http';

export interface StreamNews {
  /** There is nothing to watch any more (withdrawn, deleted), or it cannot be played here. */
  ended(sentence: string): void;
}

/**
 * The library is nearly as big as all the rest, so it comes on its own; a page that waits fetches it
 * early.
 */
export const warmUp = () => import('hls.js/light');

/** Feeds the video element from an HLS playlist, also from one that still grows. Returns how to stop. */
export async function openStream(video: HTMLVideoElement, url: string, news: StreamNews) {
  const { default: Player } = await warmUp();
  if (!Player.isSupported()) return playNatively(video, url, news);

  const hls: Hls = new Player({
    // A growing playlist looks like live television; we always begin at its beginning.
    startPosition: 0,
    backBufferLength: 60,
    // A minute ahead rides out any pause of the line; more is mostly fetched for nobody.
    maxMaxBufferLength: 60,
    manifestLoadPolicy: { default: patient },
    playlistLoadPolicy: { default: patient },
  });
  let recovered = 0;
  let reloaded = false;
  hls.on(Player.Events.ERROR, (_, error) => {
    const status = error.response?.code ?? 0;
    if (status === 401) return void goOnAfterSignIn(hls, url, news);
    // Also where the player would try its other renditions one after the other, and then wait for ever.
    if (status === 404) {
      // A rendition that was made again has new names; the main playlist knows them.
      if (reloaded || error.details === Player.ErrorDetails.MANIFEST_LOAD_ERROR) return news.ended(gone);
      reloaded = true;
      return reload(hls, video, url);
    }
    if (!error.fatal) return;
    if (error.type === Player.ErrorTypes.MEDIA_ERROR && recovered++ < 3) return hls.recoverMediaError();
    if (error.type === Player.ErrorTypes.NETWORK_ERROR) return void setTimeout(() => hls.startLoad(), 2000);
    news.ended('This browser cannot play the recording. Please try another one.');
  });
  hls.on(Player.Events.FRAG_BUFFERED, () => { reloaded = false; });
  hls.loadSource(url);
  hls.attachMedia(video);
  return () => hls.destroy();
}

const gone = 'This lesson is no longer shared with you, or its recording is gone.';

/** Begins anew where the picture is. */
function reload(hls: Hls, video: HTMLVideoElement, url: string) {
  const playing = !video.paused;
  hls.config.startPosition = video.currentTime;
  hls.loadSource(url);
  if (playing) video.addEventListener('canplay', () => void video.play().catch(() => {}), { once: true });
}

const patient = {
  maxTimeToFirstByteMs: 10_000,
  maxLoadTimeMs: 20_000,
  timeoutRetry: { maxNumRetry: 4, retryDelayMs: 500, maxRetryDelayMs: 4000 },
  errorRetry: { maxNumRetry: 6, retryDelayMs: 500, maxRetryDelayMs: 4000 },
};

function playNatively(video: HTMLVideoElement, url: string, news: StreamNews) {
  if (!video.canPlayType('application/vnd.apple.mpegurl')) {
    news.ended('This browser cannot play the recording. Please try another one.');
    return () => {};
  }
  video.src = url;
  return () => video.removeAttribute('src');
}

/** The request itself asks for the sign-in; with a new one the stream goes on where it stopped. */
async function goOnAfterSignIn(hls: Hls, url: string, news: StreamNews) {
  hls.stopLoad();
  try {
    await send('GET', url);
    hls.startLoad();
  } catch (error) {
    if (error instanceof Refused) news.ended('Please sign in again to go on watching.');
    else setTimeout(() => hls.startLoad(), 2000);
  }
}
