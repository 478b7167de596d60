import { expect, test } from '../fixtures/a11y';
import { logIn } from '../fixtures/session';

test('the workspace asks for a login and returns to the page that was asked for', async ({ page }) => {
  await page.goto('/app/account');
  await expect(page).toHaveURL(/\/login\?redirect=/);
});

test('an officer finds the workspace, the account and the way out', async ({ page, accessible }) => {
  await logIn(page, 'officer@demo.yichuang.example');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('您好');
  await accessible();
  await page.goto('/app/account');
  await expect(page.getByRole('heading', { level: 1, name: '我的账号' })).toBeVisible();
  await accessible();
  await page
    .getByRole('banner')
    .getByRole('button', { name: /林|主管/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/login/);
});
