import { expect, test } from '../fixtures/a11y';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { act } from '../fixtures/steps';

test('a clawback goes through three hands and is then posted', async ({ page, accessible }, info) => {
  test.setTimeout(120_000);
  await signIn(page, email('maker'));
  await page.goto('/app/finance/orders');
  await expect(page.getByRole('heading', { level: 1, name: '资金事项' })).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '新增资金事项' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('事项', { exact: true }).selectOption({ label: '追回决定' });
  await form.getByLabel('项目', { exact: true }).selectOption({ index: 1 });
  await form.getByLabel('金额（元）').fill('1.00');
  await form.getByLabel('事由').fill('中期评估不合格，按协议第七条收回部分资金');
  await form.getByLabel('依据').fill('会议纪要 2026-18');
  await accessible();
  await page.screenshot({ path: info.outputPath('form.png'), fullPage: true });
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /追回决定/ })).toBeVisible();
  const address = page.url();
  await accessible();

  for (const [role, step] of [
    ['checker', '复核'],
    ['approver', '审批执行'],
  ] as const) {
    await signIn(page, email(role));
    await page.goto(address);
    await act(page, step);
  }
  await expect(page.getByText('已执行').first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('order.png'), fullPage: true });
  await page.goto('/app/finance/orders?kind=clawback');
  await expect(page.getByText('已执行').first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('orders.png'), fullPage: true });
});

test('a reduction shows what each instalment becomes, and whoever comes with an old page changes nothing', async ({
  page,
  context,
  accessible,
}, info) => {
  test.setTimeout(120_000);
  await signIn(page, email('maker'));
  await page.goto('/app/finance/orders');
  await page.getByRole('button', { name: '新增资金事项' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('事项', { exact: true }).selectOption({ label: '核减' });
  await form.getByLabel('项目', { exact: true }).selectOption({ index: 1 });
  await form.getByLabel('金额（元）').fill('3.00');
  await form.getByLabel('事由').fill('中期评估后按补充意见核减尾款');
  await form.getByLabel('依据').fill('会议纪要 2026-19');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /核减/ })).toBeVisible();
  await expect(page.getByRole('table').first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('reduction.png'), fullPage: true });
  const address = page.url();

  await signIn(page, email('checker'));
  await page.goto(address);
  const old = await context.newPage();
  await old.goto(address);
  const step = old.getByRole('group', { name: '办理' }).getByRole('button', { name: '复核', exact: true }).first();
  await step.click();
  await act(page, '复核');
  await page.goBack();
  await page.goForward();
  await expect(
    page.getByRole('group', { name: '办理' }).getByRole('button', { name: '复核', exact: true }),
  ).toHaveCount(0);
  await old.getByRole('dialog').getByRole('button', { name: '复核', exact: true }).click();
  await expect(old.getByText('内容已被他人修改').first()).toBeVisible();
  await old.close();
});
