// The light build is the same library without what we do not use; it ships without types of its own.
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
