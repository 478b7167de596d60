import { expect, test } from '../fixtures/a11y';
import { signIn } from '../fixtures/session';

test('lists of finance are accessible', async ({ page, accessible }) => {
  test.setTimeout(120_000);
  await signIn(page, 'maker@demo.yichuang.example');
  for (const [path, heading] of [
    ['/app/finance', '资金拨付概览'],
    ['/app/finance/tranches', '待拨付'],
    ['/app/finance/payments', '付款单'],
    ['/app/finance/batches', '付款批次'],
    ['/app/finance/funds', '资金与预算'],
    ['/app/finance/statements', '银行对账'],
    ['/app/finance/exceptions', '对账例外'],
    ['/app/finance/periods', '会计期间'],
    ['/app/finance/ledger', '账目'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
    await expect(page.getByText('正在加载')).toHaveCount(0);
    await accessible();
  }
});

test('the queue tells the total of its filter', async ({ page }) => {
  await signIn(page, 'maker@demo.yichuang.example');
  await page.goto('/app/finance/tranches');
  await page.getByRole('link', { name: '已拨付' }).click();
  await expect(page).toHaveURL(/state=paid/);
  await expect(page.getByRole('term').filter({ hasText: '当前筛选合计' })).toBeVisible();
  await expect(page.getByRole('definition').first()).toContainText('¥');
});

test('a paid payment shows its three hands, the amount in capitals and the digest', async ({ page, accessible }) => {
  await signIn(page, 'checker@demo.yichuang.example');
  await page.goto('/app/finance/payments?state=paid');
  await page
    .getByRole('main')
    .getByRole('table')
    .getByRole('link', { name: /^PAY-2022/ })
    .first()
    .click();
  await expect(page.getByText('人民币壹拾贰万伍仟元整')).toBeVisible();
  const hands = page.getByRole('table', { name: '经办、复核与审批' });
  await expect(hands.getByText('与现内容一致')).toHaveCount(3);
  await accessible();
});

test('the ledger balances and can be taken away', async ({ page, accessible }) => {
  await signIn(page, 'auditor@demo.yichuang.example');
  await page.goto('/app/finance/ledger');
  await expect(page.getByText(/项全部相符/)).toBeVisible();
  await page
    .getByText(/查看 \d+ 条分录/)
    .first()
    .click();
  await expect(page.getByRole('columnheader', { name: '借方' }).first()).toBeAttached();
  await accessible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /导出账本/ }).click();
  expect((await download).suggestedFilename()).toBe('yichuang.beancount');
});

test('a new allotment needs every field', async ({ page, accessible }) => {
  await signIn(page, 'maker@demo.yichuang.example');
  await page.goto('/app/finance/funds');
  await page
    .getByRole('button', { name: /录入额度/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('必填').first()).toBeVisible();
  await accessible();
});
