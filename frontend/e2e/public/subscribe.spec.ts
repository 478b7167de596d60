import { expect, test } from '../fixtures/a11y';

test('a subscription is asked for without an account', async ({ page, accessible }) => {
  await page.goto('/calls');
  await page.getByRole('main').getByRole('link', { name: '邮件订阅' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '邮件订阅' })).toBeVisible();
  await expect(page.getByLabel('新的征集公告')).toBeChecked();
  await expect(page.getByLabel('新的公示')).not.toBeChecked();
  await accessible();
  await page.getByRole('button', { name: '发送确认邮件' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('有 2 处需要更正');
  await accessible();
  await page.getByLabel('邮箱').fill(`reader-${Date.now()}@example.org`);
  await page.getByLabel('地区').selectOption({ label: '\u3000\u3000常州市天宁区' });
  await page.getByRole('button', { name: '发送确认邮件' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '请查收确认邮件' })).toBeVisible();
  await accessible();
});

test('links that are used up or made up say so', async ({ page, accessible }) => {
  await page.goto('/subscribe/confirm#made-up');
  await expect(page.getByRole('heading', { level: 1, name: '确认订阅' })).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '确认订阅' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '这个链接已经失效' })).toBeVisible();
  await accessible();
  await page.goto('/unsubscribe#made-up');
  await page.getByRole('button', { name: '确认退订' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '这个链接已经失效' })).toBeVisible();
});
