const endings = /\.(mp4|m4v|mov|mkv|webm|avi|mts|m2ts|ts|3gp|wmv|mpe?g)$/i;

/** As the file dialog wants it. */
export const accepted = 'video/*,.mkv,.mov,.mp4,.m4v,.webm,.avi,.mts,.m2ts';

interface Picked { name: string; size: number; type: string }

/** Which of the files are films, as far as one can know, and what to say of the others. */
export function sortOut<T extends Picked>(files: readonly T[]) {
  const isFilm = (file: T) => file.type.startsWith('video/') || endings.test(file.name);
  const films = files.filter(file => file.size > 0 && isFilm(file));
  const others = files.filter(file => !films.includes(file));
  return { films, said: others.map(whyNot).join(' ') };
}

function whyNot({ name, size }: Picked) {
  return size === 0
    ? `${name} is empty, so it was left out.`
    : `${name} does not seem to be a film, so it was left out.`;
}
