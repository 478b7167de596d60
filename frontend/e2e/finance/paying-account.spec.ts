import { expect, test } from '../fixtures/a11y';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('the maker enters the account a fund pays from, and its number is shown masked', async ({
  page,
  accessible,
}, info) => {
  await signIn(page, email('maker'));
  await page.goto('/app/finance/funds');
  const row = page.getByRole('row', { name: /红梅街道社区公益基金/ });
  await row.getByRole('button', { name: /^(设置|更换)/ }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('户名').fill('常州市天宁区民政局（演示）');
  await form.getByLabel('账号').fill('320001000000000017');
  await form.getByLabel('开户行').fill('示例银行营业部');
  await form.getByLabel('联行号').fill('105290000019');
  await accessible();
  await page.screenshot({ path: info.outputPath('account.png'), fullPage: true });
  await form.getByRole('button', { name: '保存' }).click();
  await expect(row.getByText('**** **** 0017')).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('funds.png'), fullPage: true });
});
