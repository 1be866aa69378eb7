import { expect, test } from 'vitest';
import { sortOut } from './picked-files';

const file = (name: string, type = '', size = 1000) => ({ name, type, size });

test('films go, and what is none is named and left out', () => {
  const { films, said } = sortOut([
    file('a.mov'), file('b', 'video/mp4'), file('worksheet.pdf', 'application/pdf'),
    file('c.MP4', '', 0),
  ]);
  expect(films.map(one => one.name)).toEqual(['a.mov', 'b']);
  expect(said).toMatch(/worksheet\.pdf does not seem to be a film/);
  expect(said).toMatch(/c\.MP4 is empty/);
});
