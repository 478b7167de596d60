import { expect, test } from '../fixtures/a11y';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('conflicts of interest are listed, narrowed and recorded', async ({ page, accessible }, info) => {
  test.setTimeout(90_000);
  await signIn(page, email('officer'));
  await page.goto('/app/staff/conflicts');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('正在加载')).toHaveCount(0);
  await accessible();
  await page.screenshot({ path: info.outputPath('conflicts.png'), fullPage: true });
  await page.goto('/app/staff/conflicts?state=dismissed');
  await expect(page.getByText('正在加载')).toHaveCount(0);
  await accessible();
  await page.goto('/app/staff/conflicts');
  await page.getByRole('button', { name: '登记他人' }).click();
  await accessible();
  await page.screenshot({ path: info.outputPath('record.png'), fullPage: true });
  await page.goto('/app/staff/conflicts');
  await page.getByRole('button', { name: '申报本人回避' }).click();
  await accessible();
});
