import { expect, test } from 'vitest';
import { isTheSame, offer, otherFile, titleFrom, type Unfinished } from './unfinished';

const stopped: Unfinished = { url: '/u/1', lessonId: 'l', filename: 'lesson.mp4', length: 1000, offset: 615 };

test('the same file goes on, another one or a re-made one does not', () => {
  expect(isTheSame(stopped, { name: 'lesson.mp4', size: 1000 })).toBe(true);
  expect(isTheSame(stopped, { name: 'lesson.mp4', size: 900 })).toBe(false);
  expect(isTheSame(stopped, { name: 'other.mp4', size: 1000 })).toBe(false);
});

test('the teacher is told by name what stopped and where', () => {
  expect(offer(stopped)).toMatch(/lesson\.mp4 stopped at 61 %/);
});

test('what will happen to the first file is said before it does', () => {
  const other = otherFile(stopped, { name: 'b.mp4', size: 2e9 });
  expect(other).toMatch(/b\.mp4 is not the file.*2\.0 GB.*dropped/);
  expect(otherFile(stopped, { name: 'lesson.mp4', size: 5 })).toMatch(/not the same size.*Phones/);
});

test('a file’s name makes a title for the time being', () => {
  expect(titleFrom('IMG_2041.mov')).toBe('IMG 2041');
  expect(titleFrom('.mp4')).toBe('Untitled lesson');
  expect(titleFrom('Year 6. Fractions')).toBe('Year 6. Fractions');
});

test('a recording that ended with its page can be kept as far as it arrived', () => {
  const filmed: Unfinished = { url: '/u/2', lessonId: 'l', filename: 'filmed.mp4', offset: 240e6 };
  expect(offer(filmed)).toMatch(/240 MB\) is safe, and you can keep it/);
  expect(offer({ ...filmed, offset: 0 })).toMatch(/nothing of it has arrived/);
  expect(isTheSame(filmed, { name: 'lesson.mp4', size: 240e6 })).toBe(false);
});
