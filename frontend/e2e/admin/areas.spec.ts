import { expect, test } from '../fixtures/a11y';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('areas are added one by one and from a list', async ({ page, accessible }, info) => {
  await signIn(page, email('sysadmin'));
  await page.goto('/app/admin/areas');
  const table = page.getByRole('table', { name: '全部区划' });
  await expect(table.getByRole('rowheader', { name: '常州市天宁区' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('areas.png'), fullPage: true });
  const digits = String(Date.now() % 1_000_000).padStart(6, '0');
  await page.getByLabel('每行一个区划').fill(`320402${digits},示例社区${digits},社区,320402001000\n一二三`);
  await expect(page.getByText('以下各行有误：2')).toBeVisible();
  await page.getByLabel('每行一个区划').fill(`320402${digits},示例社区${digits},社区,320402001000`);
  await page.getByRole('button', { name: '增加 1 个区划' }).click();
  await expect(table.getByRole('rowheader', { name: `示例社区${digits}` })).toBeVisible();
});

test('a security administrator locks an account and opens it again', async ({ page, accessible }) => {
  await signIn(page, email('security'));
  await page.goto('/app/admin/users?q=applicant8');
  await page.getByRole('main').getByRole('table').getByRole('link', { name: '演示新任主管' }).click();
  await page.getByRole('button', { name: '停用账号' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('演示');
  await accessible();
  await page.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
  await expect(page.getByText('已停用').first()).toBeVisible();
  await page.getByRole('button', { name: '启用账号' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '启用账号' }).click();
  await expect(page.getByRole('button', { name: '停用账号' })).toBeVisible();
});
