import { expect, test } from '../fixtures/a11y';
import { signIn } from '../fixtures/session';

test('an organisation keeps its own record', async ({ page, accessible }) => {
  await signIn(page, 'applicant@demo.yichuang.example');
  await page.goto('/app/org/organisation');
  const parts = page.getByRole('navigation', { name: '组织档案' });
  await parts.getByRole('link', { name: '证照', exact: true }).click();
  await expect(page.getByText('已过期')).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '登记证照' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await accessible();
  await page.keyboard.press('Escape');
  await parts.getByRole('link', { name: '人员', exact: true }).click();
  await page.getByRole('button', { name: /示例甲.*社工证编号.*查看完整号码/ }).click();
  await page.getByLabel('查看原因').fill('核对本人证书');
  await page.getByRole('button', { name: '查看', exact: true }).click();
  await expect(page.getByText('20200000000000')).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '关闭' }).last().click();
  await parts.getByRole('link', { name: '申报资格', exact: true }).click();
  await expect(page.getByRole('table', { name: '申报资格' }).getByText('最近连续年检合格')).toBeVisible();
  await accessible();
});

test('a change of the account waits for a second person, and whoever asked cannot confirm it', async ({
  page,
  accessible,
}) => {
  await signIn(page, 'applicant2@demo.yichuang.example');
  await page.goto('/app/org/organisation?part=account');
  await expect(page.getByText('待第二人确认')).toBeVisible();
  await expect(page.getByRole('button', { name: '确认变更' })).toBeDisabled();
  await expect(page.getByRole('button', { name: '停止变更' })).toBeEnabled();
  await accessible();
});

test('a change to a verified registration shows before and after until an officer answers', async ({
  page,
  accessible,
}) => {
  await signIn(page, 'applicant3@demo.yichuang.example');
  await page.goto('/app/org/organisation');
  const change = page.getByRole('table', { name: '登记信息变更' });
  await expect(change.getByText('新任法定代表人（演示数据）')).toBeVisible();
  await accessible();
});
