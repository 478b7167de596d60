/** Holds the byte budgets: the closure of a route is its entry, its route chunks, and everything they import. */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const manifestUrl = new URL('.vite/manifest.json', dist);
if (!existsSync(manifestUrl)) {
  console.error('dist/ is missing: run "npm run build" first');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestUrl, 'utf8'));

/** Route → modules whose chunks it loads, and its budget in KB (gzip). */
const budgets = [
  { name: 'public home', routes: ['_public', '_public.index'], limit: 145, kit: false },
  { name: 'public calls', routes: ['_public', '_public.calls.index'], limit: 145, kit: false },
  { name: 'public call', routes: ['_public', '_public.calls.$id'], limit: 145, kit: false },
  { name: 'public notice', routes: ['_public', '_public.notices.$id'], limit: 145, kit: false },
  { name: 'login', routes: ['_public', '_public.login'], limit: 145, kit: false },
  { name: 'workspace home', routes: ['app', 'app.index'], limit: 395, kit: true },
];
for (const key of Object.keys(manifest)) {
  const route = /^src\/routes\/(app\..+)\.tsx\?/.exec(key)?.[1];
  if (route && route !== 'app.index' && route !== 'app.$' && !budgets.some((entry) => entry.routes.includes(route))) {
    budgets.push({ name: route, routes: ['app', route], limit: 395, kit: true });
  }
}

function chunksOf(route) {
  return Object.keys(manifest).filter((key) => key.startsWith(`src/routes/${route}.tsx?`));
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

let failed = false;
for (const { name, routes, limit, kit } of budgets) {
  const keys = closure(['index.html', ...routes.flatMap(chunksOf)]);
  const files = new Set();
  for (const key of keys) {
    files.add(manifest[key].file);
    for (const css of manifest[key].css ?? []) files.add(css);
  }
  const bytes = [...files].reduce((sum, file) => sum + gz(file), 0);
  const kb = bytes / 1024;
  const carriesKit = [...files].some((file) => /(?:^|\/)(antd|echarts|zod|react-query\.gen|sdk\.gen)-/.test(file));
  const bad = kb > limit || (!kit && carriesKit);
  failed ||= bad;
  console.log(
    `${bad ? 'FAIL' : 'ok  '} ${name.padEnd(34)} ${kb.toFixed(1).padStart(7)} KB gz of ${limit}${carriesKit && !kit ? '  carries code of the workspace' : ''}`,
  );
  if (process.argv.includes('--files'))
    for (const file of files) console.log(`       ${(gz(file) / 1024).toFixed(1).padStart(6)}  ${file}`);
}
process.exit(failed ? 1 : 0);
