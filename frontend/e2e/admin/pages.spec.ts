import { expect, test } from '../fixtures/a11y';
import { choose, signIn } from '../fixtures/session';

test('a role is given and taken back', async ({ page, accessible }) => {
  await signIn(page, 'security@demo.yichuang.example');
  await page.goto('/app/admin/users?q=evaluator');
  await accessible();
  await page.getByRole('main').getByRole('table').getByRole('link', { name: '演示第三方评估' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '演示第三方评估' })).toBeVisible();
  await accessible();
  const roles = page.getByRole('table', { name: '身份' });
  await choose(page, '身份', '街道专员');
  await choose(page, '区域', '常州市天宁区');
  await page.getByRole('button', { name: '授予身份' }).click();
  await expect(roles.getByRole('rowheader', { name: '街道专员' })).toBeVisible();
  await page.getByRole('button', { name: /撤销身份.*街道专员/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销身份' }).click();
  await expect(roles.getByRole('rowheader', { name: '街道专员' })).toHaveCount(0);
});

test('the trail can be narrowed to one thing', async ({ page, accessible }) => {
  await signIn(page, 'auditor@demo.yichuang.example');
  await page.goto('/app/admin/audit?subject_kind=payment');
  await expect(page.getByRole('heading', { level: 1, name: '审计记录' })).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('table')
    .getByRole('link', { name: /付款单/ })
    .first()
    .click();
  await expect(page).toHaveURL(/subject_id=/);
  await expect(page.getByRole('table').getByText('编制付款单')).toBeVisible();
  await page.getByText('变动内容').first().click();
  await accessible();
});

test('an officer may not see the accounts', async ({ page }) => {
  await signIn(page, 'officer@demo.yichuang.example');
  await page.goto('/app/admin/users');
  await expect(page.getByText('没有查看权限')).toBeVisible();
});
