// Builds everything that the browser gets into wwwroot/assets: page scripts, styles, fonts and the icon
// sprite.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import {
  copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';

const assets = 'wwwroot/assets';
const notOurs = ['node_modules', 'wwwroot', 'bin', 'obj', 'data'];
const folders = readdirSync('.', { withFileTypes: true })
  .filter(entry => entry.isDirectory() && !notOurs.includes(entry.name))
  .map(entry => entry.name);

rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
const iconSprite = buildIcons();
await buildPages();
copyFileSync('Shared/favicon.svg', join(assets, 'favicon.svg'));
await writeStyleHashes();

/**
 * One script (and the style sheet that it imports) per page; what pages share becomes chunks with
 * hashed names.
 */
async function buildPages() {
  const entryPoints = folders
    .flatMap(folder => filesIn(join(folder, 'client')))
    .filter(file => file.endsWith('-page.ts'))
    .concat('Shared/styles/site.css');
  await build({
    entryPoints: Object.fromEntries(entryPoints.map(file => [basename(file).replace(/\.\w+$/, ''), file])),
    outdir: assets,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022', 'safari16.4'],
    minify: true,
    sourcemap: 'linked',
    legalComments: 'none',
    chunkNames: 'part-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    loader: { '.woff2': 'file' },
    define: { iconSprite: JSON.stringify(iconSprite) },
    logLevel: 'warning',
  });
}

/** Only the icons that a page or an element names, as one sprite; answers with its address. */
function buildIcons() {
  const sources = folders.flatMap(folder => [...filesIn(folder), ...filesIn(join(folder, 'client'))])
    .filter(file => /\.(cshtml|cs|ts)$/.test(file))
    .map(file => readFileSync(file, 'utf8')).join('\n');
  const names = [...sources.matchAll(/icons\.svg#([a-z0-9-]+)|\bicon\('([a-z0-9-]+)'/g)]
    .map(match => match[1] ?? match[2]);
  const symbols = [...new Set(names)].sort().map(name => {
    const svg = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, 'utf8');
    const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
  writeFileSync(join(assets, 'icons.svg'), sprite);
  return `/assets/icons.svg?v=${createHash('sha256').update(sprite).digest('hex').slice(0, 12)}`;
}

/**
 * media-chrome puts <style> elements into its shadow roots. The policy of the pages allows no inline
 * style, so the
 * server lists the hashes of exactly these blocks; they are taken from the very files that the player
 * imports.
 */
async function writeStyleHashes() {
  const imports = readFileSync('Media/client/controls.ts', 'utf8').matchAll(/'(media-chrome\/[\w/.-]+)'/g);
  const hashes = new Set();
  for (const [, specifier] of imports) {
    // The file names its element after itself; a component brings its own parts (tooltips, gestures) along.
    const { default: element } = await import(specifier);
    for (const [, css] of element.getTemplateHTML({}).matchAll(/<style>([^]*?)<\/style>/g)) {
      hashes.add(`sha256-${createHash('sha256').update(css).digest('base64')}`);
    }
  }
  const file = join(assets, 'media-chrome-style-hashes.json');
  writeFileSync(file, `${JSON.stringify([...hashes], null, 2)}\n`);
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(folder, entry.name));
}
