import { expect, test } from '../fixtures/a11y';

const pages = [
  ['/', '让公益资金用在居民身边'],
  ['/calls', '征集公告'],
  ['/notices', '公示公告'],
  ['/projects', '资助项目'],
  ['/search', '搜索'],
  ['/subscribe', '邮件订阅'],
  ['/unsubscribe', '这个链接已经失效'],
  ['/login', '登录工作台'],
  ['/register', '注册账号'],
  ['/there-is-no-such-page', '没有找到该页面'],
] as const;

for (const [path, heading] of pages) {
  test(`${path} shows its heading and is accessible`, async ({ page, accessible }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await accessible();
  });
}

test('an open call tells who may apply, how it is scored and until when', async ({ page, accessible }) => {
  await page.goto('/calls?status=open');
  await page.getByRole('main').getByRole('article').first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 2, name: '谁可以申报' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '评分标准' })).toBeVisible();
  await expect(page.getByRole('timer')).toContainText('还剩');
  await accessible();
});

test('the language and the text size are kept over a reload', async ({ page, accessible }) => {
  await page.goto('/calls');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Calls for applications');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Calls for applications');
  await accessible();
});

test('filters live in the address', async ({ page }) => {
  await page.goto('/calls');
  await page.getByRole('link', { name: '已截止' }).click();
  await expect(page).toHaveURL(/status=closed/);
  await page.getByRole('searchbox').fill('公益');
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL(/q=/);
});

test('an incomplete login names both fields and moves the focus to the summary', async ({ page, accessible }) => {
  await page.goto('/login');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('有 2 处需要更正');
  await expect(summary).toBeFocused();
  await accessible();
  await summary.getByRole('link').first().click();
  await expect(page.getByLabel('邮箱')).toBeFocused();
});

test('the keyboard reaches the content by the skip link', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到主要内容' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});
