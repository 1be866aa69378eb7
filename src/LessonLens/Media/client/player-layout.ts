import { html, nothing } from 'lit';
import './sound-line';
import { speeds } from './speeds';

interface Heard {
  /** One of the controls asks to play, to pause or to go elsewhere. */
  asked(event: Event): void;
  metadata(): void;
  picture(): void;
  playing(): void;
  paused(): void;
  moved(): void;
  seeking(): void;
  arrived(): void;
  speed(rate: number): void;
  hovered(event: PointerEvent): void;
  left(): void;
}

interface Shown {
  poster: string;
  speed: number;
  lengthMs: number;
  /** Where the loudness along the recording is told, whether it may be asked for, and is surely there. */
  peaks: string;
  shows: boolean;
  complete: boolean;
  over: unknown;
}

/** The picture with nothing over it; its controls stand below, and go along into full screen. */
export const playerLayout = (shown: Shown, heard: Heard) => {
  // On its way down: before the controls' own player hears of it.
  const asked = { handleEvent: heard.asked, capture: true };
  return html`
  <div class="player" @mediaplayrequest=${asked} @mediapauserequest=${asked} @mediaseekrequest=${asked}>
    <media-controller id="picture" nohotkeys noautohide defaultstreamtype="on-demand">
      <video slot="media" playsinline preload="auto" poster=${shown.poster || nothing}
        @loadedmetadata=${heard.metadata} @durationchange=${heard.metadata} @loadeddata=${heard.picture}
        @play=${heard.playing} @pause=${heard.paused} @timeupdate=${heard.moved} @seeked=${heard.arrived}
        @seeking=${heard.seeking}></video>
      <media-loading-indicator slot="centered-chrome" noautohide></media-loading-indicator>
      ${shown.over}
    </media-controller>
    <!-- The bar answers for the buttons in it: one that names the player too would ask twice. -->
    <media-control-bar mediacontroller="picture" class="player-buttons">
      <media-play-button notooltip></media-play-button>
      <media-seek-backward-button seekoffset="5" notooltip></media-seek-backward-button>
      <media-seek-forward-button seekoffset="5" notooltip></media-seek-forward-button>
      <span class="between"></span>
      <label class="speed"><span class="heard-only">Speed</span>
        <select @change=${(event: Event) => heard.speed(Number((event.target as HTMLSelectElement).value))}>
          ${speeds.map(one => html`<option value=${one} .selected=${one === shown.speed}>${one} ×</option>`)}
        </select></label>
      <media-mute-button notooltip></media-mute-button>
      <media-volume-range></media-volume-range>
      <media-fullscreen-button notooltip></media-fullscreen-button>
    </media-control-bar>
    <div class="player-line">
      <media-time-display mediacontroller="picture" notoggle></media-time-display>
      <sound-line src=${shown.peaks} .wanted=${shown.shows} .complete=${shown.complete}
        .lengthMs=${shown.lengthMs}></sound-line>
      <media-time-range mediacontroller="picture" @pointermove=${heard.hovered} @pointerleave=${heard.left}
        @pointercancel=${heard.left}></media-time-range>
      <media-duration-display mediacontroller="picture"></media-duration-display>
    </div>
  </div>`;
};
