import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/a11y';
import { PASSWORD, signIn } from '../fixtures/session';

const ROUTES = '**/assets/routeTree*.js';

/** Counts how often the workspace's routes are fetched. */
async function countFetches(page: Page): Promise<() => number> {
  let fetched = 0;
  await page.route(ROUTES, (route) => {
    fetched += 1;
    return route.continue();
  });
  return () => fetched;
}

test('the portal is read without the routes of the workspace, which come once and without a reload', async ({
  page,
}) => {
  const fetches = await countFetches(page);
  await page.goto('/calls');
  await expect(page.getByRole('heading', { level: 1, name: '征集公告' })).toBeVisible();
  expect(fetches()).toBe(0);
  await page.evaluate(() => Object.assign(window, { same: true }));
  await page.getByRole('banner').getByRole('link', { name: '登录' }).click();
  await page.getByLabel('邮箱').fill('officer@demo.yichuang.example');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('您好');
  expect(fetches()).toBe(1);
  await page.goBack();
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('您好');
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
  expect(fetches()).toBe(1);
});

test('going back from a portal page that was opened anew finds the workspace', async ({ page }) => {
  await signIn(page, 'officer@demo.yichuang.example');
  await page.goto('/app/account');
  await expect(page.getByRole('heading', { level: 1, name: '我的账号' })).toBeVisible();
  await page.goto('/calls');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: '我的账号' })).toBeVisible();
  await page.goto('/app/there-is-no-such-page');
  await expect(page.getByRole('heading', { level: 1, name: '没有找到' })).toBeVisible();
});

test('when the routes of the workspace do not come, the page says so and tries again', async ({ page }) => {
  await signIn(page, 'officer@demo.yichuang.example');
  await page.goto('/calls');
  await page.route(ROUTES, (route) => route.abort());
  await page.getByRole('banner').getByRole('link', { name: '工作台' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('页面没有加载成功');
  await page.unroute(ROUTES);
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('您好');
});
