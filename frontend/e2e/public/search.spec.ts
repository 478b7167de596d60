import { expect, test } from '../fixtures/a11y';

test('one search finds calls, notices and projects by two characters, with counts', async ({ page, accessible }) => {
  await page.goto('/');
  await page.getByRole('searchbox', { name: '搜索全部公开内容' }).fill('福建');
  await page.getByRole('button', { name: '搜索' }).click();
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(page.getByRole('status').filter({ hasText: '“福建”共找到' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '公示公告' })).toBeVisible();
  await expect(page.locator('mark').first()).toHaveText('福建');
  await accessible();
  await page.getByRole('link', { name: /^公示公告（\d+）$/ }).click();
  await expect(page).toHaveURL(/kind=notice/);
  await expect(page.getByRole('heading', { level: 2, name: '征集公告' })).toHaveCount(0);
  await page.getByRole('heading', { level: 3 }).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/notices\//);
  await page.goBack();
  await expect(page).toHaveURL(/kind=notice/);
});

test('without words the newest of each kind stand there, and all of one kind page by page', async ({
  page,
  accessible,
}) => {
  await page.goto('/search');
  await expect(page.getByRole('heading', { level: 2, name: '资助项目' })).toBeVisible();
  await page
    .getByRole('link', { name: /^全部 \d+ 条$/ })
    .last()
    .click();
  await expect(page).toHaveURL(/kind=project/);
  await expect(page.getByRole('heading', { level: 3 }).nth(9)).toBeVisible();
  await accessible();
});

test('when nothing is found there is advice', async ({ page, accessible }) => {
  await page.goto(`/search?q=${encodeURIComponent('没有这样的东西')}&time=current`);
  await expect(page.getByText('没有找到“没有这样的东西”')).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: '清除全部条件' }).click();
  await expect(page).not.toHaveURL(/time=/);
});

test('a page that is read can be passed on and printed', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/search?kind=project');
  await page.getByRole('heading', { level: 3 }).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/projects\//);
  await page.getByRole('button', { name: '复制链接' }).click();
  await expect(page.getByRole('status').filter({ hasText: '链接已复制' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: '复制链接' })).toBeHidden();
  await expect(page.getByText(/打印/).last()).toBeVisible();
});
