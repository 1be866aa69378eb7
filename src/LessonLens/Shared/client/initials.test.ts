import { expect, test } from 'vitest';
import { initials } from './initials';

test.each([
  ['Amira Haddad', 'AH'],
  ['  ben  van der carter ', 'BC'],
  ['Plato', 'P'],
  ['E\u0301mile Zola', 'E\u0301Z'],
  ['👩🏽‍🏫 Ben Carter 🍀', 'BC'],
  ['Anna Anna', 'AA'],
  ['', ''],
])('a face for “%s” shows “%s”', (name, letters) => expect(initials(name)).toBe(letters));
