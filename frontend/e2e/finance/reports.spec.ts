import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/a11y';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('the books of a year as a report, with charts that can be read as tables', async ({ page, accessible }, info) => {
  test.setTimeout(120_000);
  await signIn(page, email('maker'));
  await page.goto('/app/finance/reports');
  await expect(page.getByRole('heading', { level: 1, name: '资金报表' })).toBeVisible();
  const table = page.getByRole('table').first();
  await expect(table.getByRole('rowheader', { name: '福彩公益金' })).toBeVisible();
  await expect(table.getByText('合计')).toBeVisible();
  await expect(page.locator('.app-echart svg').first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('report.png'), fullPage: true });

  // A keyboard opens the figures of a chart.
  const figures = page.getByText('以表格查看').first();
  await figures.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('details[open]').getByRole('table')).toBeVisible();
  await accessible();

  // The saved file is what the digest on the page is made of.
  const digest = (await page.locator('.app-report__notes .app-mono').textContent()) ?? '';
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '保存 JSON' }).click();
  const file = await readFile(await (await saving).path());
  expect(createHash('sha256').update(file).digest('hex')).toBe(digest);

  await page.getByRole('navigation', { name: '分组' }).getByRole('link', { name: '项目' }).click();
  await expect(page).toHaveURL(/by=project/);
  await expect(page.getByRole('rowheader', { name: /XM20/ }).first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('projects.png'), fullPage: true });

  // The year of the seeded round has plan and payments.
  await page.goto('/app/finance/reports?period=2022');
  await expect(page.getByRole('heading', { level: 3, name: '2022 年各月计划与拨付（万元）' })).toBeVisible();
  await expect(page.locator('.app-echart svg')).not.toHaveCount(1);
  await accessible();
  await page.screenshot({ path: info.outputPath('charts.png'), fullPage: true });

  await page.goto('/app/finance/reports?period=2001-02&by=weather');
  await expect(page.getByText('这段时间没有分录')).toBeVisible();
  await accessible();
});

test('a report says in English what it says in Chinese, and goes on paper', async ({ page, accessible }, info) => {
  await page.addInitScript(() => localStorage.setItem('yichuang.lang', 'en'));
  await signIn(page, email('maker'));
  await page.goto('/app/finance/reports?by=fund');
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible();
  await expect(page.locator('.app-echart svg').first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('english.png'), fullPage: true });
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: info.outputPath('paper.png'), fullPage: true });
});

test('who keeps no books sees no report', async ({ page, accessible }) => {
  await signIn(page, email('officer'));
  await page.goto('/app/finance/reports');
  await expect(page.getByText('没有查看权限').first()).toBeVisible();
  await accessible();
});

test('a payment is printed as a voucher, with its drafts marked as such', async ({ page, accessible }, info) => {
  await signIn(page, email('maker'));
  const journals = await (await page.request.get('/api/v1/ledger/journals?limit=100')).json();
  const payment = journals.items.find((journal: { event: string }) => journal.event === 'E08');
  await page.goto(`/app/finance/vouchers/${payment.id}`);
  await expect(page.getByRole('heading', { level: 1, name: '记账凭证' })).toBeVisible();
  await expect(page.getByText('会计分录草稿')).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('voucher.png'), fullPage: true });
});
