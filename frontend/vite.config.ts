import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { tanstackRouter, tanstackRouterGenerator } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** The headers the server sends with the built site; the preview sends the same ones. */
const contentSecurityPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** Of the named values the portal shows these; `enum.json?portal` is that part of the file. */
const PORTAL_ENUMS = [
  'state.phase',
  'state.notice_phase',
  'state.objection',
  'state.project',
  'state.tranche',
  'state.need',
  'need_category',
  'need_urgency',
];

/** What only the workspace says of `common.json`. */
const WORKSPACE_WORDS = ['autosave', 'leave', 'action', 'bulk', 'chart', 'steps', 'todo', 'relogin'];
/** What of its navigation the portal says. */
const PORTAL_NAV = ['menu', 'site'];

function portalTexts(): Plugin {
  return {
    name: 'portal-texts',
    enforce: 'pre',
    load(id) {
      if (id.endsWith('/common.json?portal')) {
        const all = JSON.parse(readFileSync(id.slice(0, -'?portal'.length), 'utf8'));
        for (const word of WORKSPACE_WORDS) delete all[word];
        for (const word of Object.keys(all.nav)) if (!PORTAL_NAV.includes(word)) delete all.nav[word];
        return { code: `export default ${JSON.stringify(all)}`, moduleType: 'js' };
      }
      if (!id.endsWith('/enum.json?portal')) return undefined;
      const all = JSON.parse(readFileSync(id.slice(0, -'?portal'.length), 'utf8'));
      const part: Record<string, unknown> = { state: {} };
      for (const path of PORTAL_ENUMS) {
        const [kind = '', machine] = path.split('.');
        if (machine) Object.assign(part.state as object, { [machine]: all.state[machine] });
        else part[kind] = all[kind];
      }
      return { code: `export default ${JSON.stringify(part)}`, moduleType: 'js' };
    },
  };
}

/** Writes a .gz and a .br beside every text asset, so that the server need not compress. */
function precompress(): Plugin {
  let outDir = 'dist';
  const walk = (dir: string): string[] =>
    readdirSync(dir).flatMap((name) => {
      const path = join(dir, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    closeBundle() {
      for (const path of walk(outDir)) {
        if (!/\.(js|css|html|svg|json|webmanifest)$/.test(path) || path.includes('.vite')) continue;
        const bytes = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}

export default defineConfig({
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      // Loader and component travel together, so the first route carries neither staff code nor staff queries.
      codeSplittingOptions: {
        defaultBehavior: [['loader', 'component', 'pendingComponent', 'errorComponent', 'notFoundComponent']],
      },
      quoteStyle: 'single',
      semicolons: true,
    }),
    // The portal's routes once more, alone: the first script of a visitor does not grow with the workspace.
    tanstackRouterGenerator(
      {
        target: 'react',
        routeFileIgnorePattern: '^app\\.',
        generatedRouteTree: './src/portalTree.gen.ts',
        disableTypes: true,
        quoteStyle: 'single',
        semicolons: true,
      },
      { routesByFile: new Map() },
    ),
    react(),
    portalTexts(),
    precompress(),
  ],
  resolve: {
    alias: [
      { find: '@', replacement: source('.') },
      // The contract has no event streams; their reader is a kilobyte for every phone.
      { find: /^\.\.\/core\/serverSentEvents\.gen$/, replacement: source('api/noEvents.ts') },
    ],
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: process.env.YICHUANG_API ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
  preview: {
    port: 4173,
    headers: { 'Content-Security-Policy': contentSecurityPolicy },
    proxy: { '/api': { target: process.env.YICHUANG_API ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
  build: {
    target: ['chrome107', 'safari15.6'],
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        chunkFileNames: (chunk) => `assets/${chunk.name.split('~')[0]}-[hash].js`,
        codeSplitting: {
          groups: [
            { name: 'helpers', test: /@(babel|oxc-project)[\\/+]runtime/, priority: 95, entriesAware: true },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 90 },
            // Without what only the workspace uses.
            {
              name: 'tanstack',
              test: /node_modules[\\/]@tanstack[\\/](?!.*(?:useBlocker|useQueries|queriesObserver)\.js)/,
              priority: 80,
            },
            { name: 'zod', test: /node_modules[\\/]zod[\\/]/, priority: 70 },
            {
              name: 'antd',
              test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[a-z-]+|dayjs|@emotion|stylis|throttle-debounce|scroll-into-view-if-needed|compute-scroll-into-view)[\\/]/,
              priority: 60,
              entriesAware: true,
              entriesAwareMergeThreshold: 1,
            },
            {
              name: 'base',
              test: /src[/](components[/]base[/](?!CallTimeline|CallChanges|RequiredDocuments|SchemeSummary|Timeline|PlainTable|workLooks|ErrorSummary|Descriptions|Progress|UploadField)|api[/](?!gen)|lib[/](?!forms|merge|scopes|autosave|drafts|permissions|own|keyboard|pointers|download|scheme|money|submit|upload|publicUpload|sections|workspaceTexts))/,
              priority: 40,
              minShareCount: 3,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    globals: true,
    setupFiles: ['./src/mocks/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
