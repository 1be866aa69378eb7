/** "Amira Haddad 🍀" → "AH": words that begin with no letter are passed over, if there is another. */
export function initials(name: string) {
  const all = name.trim().split(/\s+/);
  const begun = all.filter(word => /^[\p{L}\p{N}]/u.test(word));
  const words = begun.length > 0 ? begun : all.slice(0, 1);
  return (words.length > 1 ? [words[0]!, words.at(-1)!] : words).map(first).join('').toLocaleUpperCase();
}

/** With the marks that belong to the letter. */
const first = (word: string) => /^.\p{M}*/u.exec(word)?.[0] ?? '';
