import { expect, test } from 'vitest';
import { cameraWords, recordingType } from './camera';

test('each trouble with the camera says what to do', () => {
  expect(cameraWords({ name: 'NotAllowedError' })).toMatch(/Allow both in the browser/);
  expect(cameraWords({ name: 'NotFoundError' })).toMatch(/Connect them.*or film with a phone/);
  expect(cameraWords({ name: 'NotReadableError' })).toMatch(/Another program.*Close that one/);
  expect(cameraWords({})).toMatch(/Try again/);
});

test('a browser records what can be watched soonest', () => {
  expect(recordingType(type => type.includes('webm'))).toMatch(/webm.*h264/);
  expect(recordingType(type => type.startsWith('video/mp4'))).toMatch(/mp4.*mp4a/);
  expect(recordingType(() => false)).toBeUndefined();
});
