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

export default defineConfig({
  testDir: './e2e',
  forbidOnly: true,
  fullyParallel: false,
  workers: 1,
  timeout: 30_000,
  reporter: [['list']],
  use: { baseURL, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', launchOptions, screenshot: 'only-on-failure' },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, launchOptions } },
    { name: 'phone', use: { ...devices['Desktop Chrome'], viewport: { width: 390, height: 844 }, launchOptions } },
  ],
  ...(process.env.YICHUANG_URL
    ? {}
    : { webServer: { command: 'npm run preview', url: 'http://127.0.0.1:4173', reuseExistingServer: true } }),
});
