/**
 * Holds the byte budgets. What a visitor loads for a route: the first script, the chunks of the route and of the
 * routes around it, everything they import, and for the workspace its route tree and its texts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const PORTAL = 140;
const WORKSPACE = 380;
/** Routes above their budget, held to what they weigh until they are brought down. */
const ABOVE = {
  'app.org.organisation.index': 387,
  'app.org.proposals.$id.index': 393,
  'app.org.proposals.new': 391,
  'app.review.$id': 389,
  'app.staff.calls.$id.assignments': 388,
  'app.staff.calls.$id.decision': 381,
  'app.staff.calls.$id.notice': 398,
  'app.staff.calls.$id.panel': 382,
  'app.staff.calls.$id.results': 382,
  'app.staff.calls.$id.versions': 392,
  'app.staff.calls.new': 392,
  'app.staff.forms.$id': 393,
  'app.staff.projects.$id': 396,
  'app.finance.funds': 387,
  'app.staff.needs.$id.edit': 387,
  'app.staff.needs.new': 387,
  'app.staff.proposals.$id': 385,
  'app.staff.calls_.$id.edit': 383,
  'app.staff.calls_.$id.scheme': 383,
  '_public.calls.$id': 143,
  '_public.needs.$id': 142,
  '_public.needs.follow': 142,
  '_public.needs.report': 143,
  '_public.notices.$id': 142,
};

const dist = new URL('../dist/', import.meta.url);
const manifestUrl = new URL('.vite/manifest.json', dist);
if (!existsSync(manifestUrl)) {
  console.error('dist/ is missing: run "npm run build" first');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestUrl, 'utf8'));

/** Every route that has a page: the route files from which a chunk was made. */
const routes = new Set(Object.keys(manifest).flatMap((key) => /^src\/routes\/(.+)\.tsx\?/.exec(key)?.slice(1) ?? []));

/** The chunks of a route and of the routes it is drawn in. */
function chunksOf(route) {
  const parts = route.split('.');
  const around = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
  return Object.keys(manifest).filter((key) => around.some((name) => key.startsWith(`src/routes/${name}.tsx?`)));
}

function closure(keys) {
  const seen = new Set();
  const walk = (key) => {
    if (seen.has(key) || !manifest[key]) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) walk(next);
  };
  for (const key of keys) walk(key);
  return [...seen];
}

const sizes = new Map();
function gz(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length);
  return sizes.get(file);
}

/** What a section of the workspace waits for before it draws. */
const sections = JSON.parse(readFileSync(new URL('../src/lib/sections.json', import.meta.url), 'utf8'));
function textsOf(route) {
  const names = [...sections.every, ...(sections[route.split('.')[1]] ?? [])];
  return Object.keys(manifest).filter((key) => names.some((name) => key.startsWith(`src/locales/zh-CN/${name}.json`)));
}
let failed = false;
const heaviest = {};
for (const route of [...routes].sort()) {
  const portal = route.startsWith('_public');
  const entry = portal ? ['index.html'] : ['index.html', 'src/routeTree.gen.ts', ...textsOf(route)];
  const files = new Set();
  for (const key of closure([...entry, ...chunksOf(route)])) {
    files.add(manifest[key].file);
    for (const css of manifest[key].css ?? []) files.add(css);
  }
  const kb = [...files].reduce((sum, file) => sum + gz(file), 0) / 1024;
  const limit = ABOVE[route] ?? (portal ? PORTAL : WORKSPACE);
  const kit = portal && [...files].some((file) => /(?:^|\/)(antd|echarts|zod|react-query\.gen|sdk\.gen)-/.test(file));
  const bad = kb > limit || kit;
  failed ||= bad;
  console.log(
    `${bad ? 'FAIL' : 'ok  '} ${route.padEnd(40)} ${kb.toFixed(1).padStart(7)} KB gz of ${limit}${kit ? '  carries code of the workspace' : ''}`,
  );
  if (process.argv.includes('--files'))
    for (const file of files) console.log(`       ${(gz(file) / 1024).toFixed(1).padStart(6)}  ${file}`);
  const side = portal ? 'portal' : 'workspace';
  if (!(heaviest[side]?.kb > kb)) heaviest[side] = { route, kb };
}
for (const [side, { route, kb }] of Object.entries(heaviest))
  console.log(`heaviest ${side}: ${route} ${kb.toFixed(1)} KB`);
process.exit(failed ? 1 : 0);
