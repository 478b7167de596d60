import { defineConfig, devices } from '@playwright/test';

/** E2E runs against a running server (`YICHUANG_URL`); without one it previews the built site with the API proxied. */
const baseURL = process.env.YICHUANG_URL ?? 'http://127.0.0.1:4173';
const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

const desktop = { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, launchOptions };
const phone = { ...devices['Desktop Chrome'], viewport: { width: 390, height: 844 }, launchOptions };
/** Specs that move the demonstration's clock: after all others, one at a time, once (they check both widths). */
const CLOCK = '**/clock/**';
/** A phone has no keyboard. */
const KEYBOARD = '**/keyboard.spec.ts';

/** The longest stories wait for a machine with more time than the build server's hour. */
const LONG = process.env.CI
  ? ['**/keyboard.spec.ts', '**/experts.spec.ts', '**/screening.spec.ts', '**/assignment.spec.ts', '**/defence.spec.ts']
  : [];

export default defineConfig({
  testDir: './e2e',
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  // A machine that does nothing else may still stumble; what passes only on the second try is reported as flaky.
  retries: process.env.CI ? 2 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  // A dialog that is still growing when it is clicked is missed by the click: stories run with less motion.
  use: {
    baseURL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    launchOptions,
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    { name: 'desktop', testIgnore: [CLOCK, ...LONG], use: desktop },
    { name: 'phone', testIgnore: [CLOCK, KEYBOARD, ...LONG], use: phone },
    { name: 'clock', testMatch: CLOCK, use: desktop, workers: 1, dependencies: ['desktop', 'phone'] },
  ],
  ...(process.env.YICHUANG_URL
    ? {}
    : { webServer: { command: 'npm run preview', url: 'http://127.0.0.1:4173', reuseExistingServer: true } }),
});
