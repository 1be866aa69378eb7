import { html, nothing } from 'lit';

interface Heard {
  metadata(): void;
  playing(): void;
  paused(): void;
  moved(): void;
  seeking(): void;
  speed(rate: number): void;
}

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** The picture with nothing over it; its controls stand below, and go along into full screen. */
export const playerLayout = (poster: string, heard: Heard) => html`
  <div class="player">
    <media-controller id="picture" nohotkeys noautohide defaultstreamtype="on-demand">
      <video slot="media" playsinline preload="auto" poster=${poster || nothing}
        @loadedmetadata=${heard.metadata} @durationchange=${heard.metadata} @play=${heard.playing}
        @pause=${heard.paused} @timeupdate=${heard.moved} @seeked=${heard.moved}
        @seeking=${heard.seeking}></video>
      <media-loading-indicator slot="centered-chrome" noautohide></media-loading-indicator>
    </media-controller>
    <!-- The bar answers for the buttons in it: one that names the player too would ask twice. -->
    <media-control-bar mediacontroller="picture" class="player-buttons">
      <media-play-button notooltip></media-play-button>
      <media-seek-backward-button seekoffset="5" notooltip></media-seek-backward-button>
      <media-seek-forward-button seekoffset="5" notooltip></media-seek-forward-button>
      <span class="between"></span>
      <label class="speed"><span class="heard-only">Speed</span>
        <select @change=${(event: Event) => heard.speed(Number((event.target as HTMLSelectElement).value))}>
          ${speeds.map(speed => html`<option value=${speed} ?selected=${speed === 1}>${speed} ×</option>`)}
        </select></label>
      <media-mute-button notooltip></media-mute-button>
      <media-volume-range></media-volume-range>
      <media-fullscreen-button notooltip></media-fullscreen-button>
    </media-control-bar>
    <div class="player-line">
      <media-time-display mediacontroller="picture" notoggle></media-time-display>
      <media-time-range mediacontroller="picture"></media-time-range>
      <media-duration-display mediacontroller="picture"></media-duration-display>
    </div>
  </div>`;
