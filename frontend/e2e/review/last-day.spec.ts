import { expect, test } from '../fixtures/a11y';
import { pageOf } from '../fixtures/actor';
import { dayOf } from '../fixtures/clock';
import { as, email, reviewedCall } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { fillDate } from '../fixtures/steps';

test('the officer sets the last day of scoring, and the panel sees it', async ({ page, browser, accessible }) => {
  test.setTimeout(180_000);
  const { call } = await reviewedCall(`评分截止 ${Date.now()}`);
  const day = await as('officer', (officer) => dayOf(officer, 40));
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/panel`);
  await page.getByRole('button', { name: '设定截止日期' }).click();
  const dialog = page.getByRole('dialog', { name: '设定截止日期' });
  await fillDate(page, '评分截止日期（含当日）', day);
  await dialog.getByLabel('原因').fill('两位专家出差，评分顺延');
  await accessible();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('此后不再接受保存、提交、放弃和撤回')).toBeVisible();
  await expect(page.locator(`time[datetime="${day}"]`)).toBeVisible();
  await accessible();

  const reviewer = await pageOf(browser, email('reviewer3'));
  await reviewer.goto(`/app/review?call_id=${call.id}`);
  await expect(reviewer.locator(`time[datetime="${day}"]`).first()).toBeVisible();
  await reviewer.close();
});
