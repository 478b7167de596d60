import { expect, test } from '../fixtures/a11y';
import { email, screenedCall } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('an officer previews an assignment, hears why there is none, carries it out and undoes it', async ({
  page,
  accessible,
}) => {
  test.setTimeout(180_000);
  const { call } = await screenedCall(`端到端分配 ${Date.now()}`);
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}`);
  await page.getByRole('link', { name: '评审分配' }).click();
  await expect(page.getByText('尚未执行过分配')).toBeVisible();
  await accessible();

  // Five desks with one place each do not hold nine seats.
  await page.getByLabel('每位评委最多').first().fill('1');
  await page.getByRole('button', { name: '预览分配' }).click();
  const cut = page.getByRole('alert').filter({ hasText: '无法分配' });
  await expect(cut).toContainText('缺 4 个评审席位');
  await expect(cut).toContainText('这 3 份申报共需 9 个席位');
  await expect(page.getByRole('button', { name: /^执行分配/ })).toBeDisabled();
  await accessible();

  // A change of the settings drops the plan.
  await page.getByLabel('每位评委最多').first().fill('3');
  await expect(cut).toHaveCount(0);
  await page.locator('summary', { hasText: '逐人设定' }).click();
  await page.getByRole('button', { name: '预览分配' }).click();
  await expect(page.getByRole('button', { name: '执行分配（9 项）' })).toBeEnabled();
  await expect(page.getByRole('img', { name: '新增' })).not.toHaveCount(0);
  await accessible();
  await page.getByRole('button', { name: '执行分配（9 项）' }).click();
  await expect(page.getByRole('status').filter({ hasText: '执行分配：已完成' })).toContainText('第 1 次');
  await accessible();

  await page.getByRole('button', { name: '撤销分配' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销分配' }).click();
  await expect(page.getByText('已撤销', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '撤销分配' })).toHaveCount(0);
});
