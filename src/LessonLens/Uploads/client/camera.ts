/**
 * Best first: H.264 needs no making anew on the server, so it can be watched soonest. Chromium hands out WebM
 * as it is filmed, but MP4 some four seconds late; Safari has only MP4.
 */
const types = [
  'video/webm;codecs="h264,opus"', 'video/mp4;codecs="avc1.42E01E,mp4a.40.2"',
  'video/webm;codecs="vp9,opus"', 'video/webm;codecs="vp8,opus"', 'video/webm', 'video/mp4',
];

// 40 minutes become some 750 MB: small enough for school Wi-Fi, good enough to read a board.
export const bitsPerSecond = 2_500_000;

export const recordingType = (isSupported: (type: string) => boolean) => types.find(isSupported);

/** Asks for the camera and the microphone. */
export function openCamera(deviceId?: string) {
  return navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false },
    video: {
      width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 },
      ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: 'environment' } }),
    },
  });
}

/** All cameras by name; the browser tells them only once one was allowed. */
export async function cameras() {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter(device => device.kind === 'videoinput' && device.deviceId);
}

/** Why this browser cannot record at all; undefined when it can. */
export function whyNot() {
  const { isSecureContext } = window;
  const can = 'mediaDevices' in navigator && typeof MediaRecorder !== 'undefined';
  if (isSecureContext && can) return undefined;
  return isSecureContext
    ? 'This browser cannot record. Film with your camera, and choose the file here.'
    : 'Browsers record only at a secure address (https). Film with your camera, and choose the file here.';
}

/** What to do when the camera did not open (Media Capture and Streams, getUserMedia). */
export function cameraWords(error: { name?: string }) {
  switch (error.name) {
    case 'NotAllowedError': case 'SecurityError':
      return 'This page may not use the camera and the microphone. '
        + 'Allow both in the browser, beside the page’s address, and try again.';
    case 'NotFoundError': case 'OverconstrainedError': return 'We found no camera with a microphone. '
      + 'Connect them and try again, or film with a phone and choose the file.';
    case 'NotReadableError': case 'AbortError': return 'Another program is using the camera. '
      + 'Close that one and try again.';
    default: return 'The camera did not start. Try again, or film with a phone and choose the file.';
  }
}
