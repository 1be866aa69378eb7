// The parts of media-chrome that the player uses. The build hashes the styles of exactly these for the pages'
// policy, so another part is added here and nowhere else.
import 'media-chrome/dist/media-controller.js';
import 'media-chrome/dist/media-gesture-receiver.js';
import 'media-chrome/dist/media-loading-indicator.js';
import 'media-chrome/dist/media-control-bar.js';
import 'media-chrome/dist/media-tooltip.js';
import 'media-chrome/dist/media-play-button.js';
import 'media-chrome/dist/media-seek-backward-button.js';
import 'media-chrome/dist/media-seek-forward-button.js';
import 'media-chrome/dist/media-mute-button.js';
import 'media-chrome/dist/media-volume-range.js';
import 'media-chrome/dist/media-fullscreen-button.js';
import 'media-chrome/dist/media-time-display.js';
import 'media-chrome/dist/media-duration-display.js';
import 'media-chrome/dist/media-time-range.js';
