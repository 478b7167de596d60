import { expect, test } from '../fixtures/a11y';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('amount tiers are proposed by one administrator and confirmed by another', async ({ page, accessible }, info) => {
  test.setTimeout(120_000);
  await signIn(page, email('sysadmin'));
  await page.goto('/app/finance/tiers');
  await expect(page.getByRole('heading', { level: 1, name: '审批层级' })).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '提出新的层级' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('起点金额（含）').first().fill('600000.00');
  await form.getByLabel('调整事由').fill('按区内控办法调整');
  await accessible();
  await page.screenshot({ path: info.outputPath('form.png'), fullPage: true });
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { name: /待确认的层级/ })).toBeVisible();
  await expect(page.getByRole('button', { name: '确认生效' })).toHaveCount(0);

  await signIn(page, email('security'));
  await page.goto('/app/finance/tiers');
  await page.getByRole('button', { name: '确认生效' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确认生效' }).click();
  await expect(page.getByRole('heading', { name: /待确认的层级/ })).toHaveCount(0);
  await expect(page.getByText('¥600,000.00').first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('tiers.png'), fullPage: true });

  await signIn(page, email('maker'));
  await page.goto('/app/finance/tiers');
  await expect(page.getByText('¥600,000.00').first()).toBeVisible();
  await expect(page.getByRole('button', { name: '提出新的层级' })).toHaveCount(0);
  await page.goto('/app/finance/invoices');
  await expect(page.getByRole('heading', { level: 1, name: '发票' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('invoices.png'), fullPage: true });
});
