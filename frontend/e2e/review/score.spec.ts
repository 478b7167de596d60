import { expect, test } from '../fixtures/a11y';
import { email, reviewedCall } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('a reviewer declares, scores from the keyboard, recuses and submits', async ({ page, accessible }) => {
  test.setTimeout(180_000);
  const { call, proposals } = await reviewedCall(`端到端评审 ${Date.now()}`);
  await signIn(page, email('reviewer'));
  await page.goto(`/app/review?call_id=${call.id}`);
  await expect(page.getByText('还有 3 份待评')).toBeVisible();
  await accessible();

  // Nothing of a proposal is shown before the declaration.
  await page.getByRole('link', { name: '去声明' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '利害关系声明' })).toBeVisible();
  await expect(page.getByText('不存在任职、投资')).toBeVisible();
  const third = page.getByRole('group', { name: new RegExp(proposals[2]?.number ?? '') });
  await third.getByLabel('存在利害关系，申请回避').check();
  await third.getByLabel('利害关系类型').click();
  await page.locator('.ant-select-item-option').first().click();
  await third.getByLabel('具体说明').fill('曾在该单位任职');
  await page.getByRole('button', { name: /均无利害关系/ }).click();
  await accessible();
  await page.getByLabel('本人已阅读声明内容，以上选择属实').check();
  await page.getByRole('button', { name: '提交声明' }).click();
  await expect(page).toHaveURL(new RegExp(`/app/review\\?call_id=${call.id}`));
  await expect(page.getByText('还有 2 份待评')).toBeVisible();

  // The first one, with the keyboard only.
  await page.getByRole('link', { name: proposals[0]?.title ?? '' }).click();
  await expect(page.getByRole('heading', { level: 1, name: proposals[0]?.title ?? '' })).toBeVisible();
  await accessible();
  const phone = (page.viewportSize()?.width ?? 0) < 768;
  if (phone) await page.getByRole('link', { name: '评分表', exact: true }).click();
  const rubric = page.getByRole('group', { name: '评分项' });
  const inputs = rubric.locator('input');
  const criteria = await inputs.count();
  expect(criteria).toBeGreaterThan(1);
  await inputs.first().focus();
  for (let index = 0; index < criteria; index += 1) {
    await page.keyboard.press('8');
    if (index < criteria - 1) await page.keyboard.press('ArrowDown');
  }
  await expect(inputs.last()).toBeFocused();
  // The end of the list holds, and rapid presses lose nothing.
  await page.keyboard.press('ArrowDown');
  await expect(inputs.last()).toBeFocused();
  for (let index = 0; index < criteria; index += 1) await page.keyboard.press('ArrowUp');
  await expect(inputs.first()).toBeFocused();
  await expect(page.getByText('80.00')).toBeVisible();
  // A digit on a button goes to the score of that criterion; in a remark it stays a digit.
  await rubric.getByRole('button', { name: /^提高/ }).first().focus();
  await page.keyboard.press('9');
  await expect(inputs.first()).toHaveValue('9');
  await rubric
    .getByRole('button', { name: /^填写评语/ })
    .first()
    .click();
  await rubric.getByLabel(/^评语：/).fill('需求依据充分，第 9 页有说明');
  await rubric.getByLabel(/^评语：/).press('7');
  await expect(inputs.first()).toHaveValue('9');
  // Off the step, out of range: said at once, and not counted.
  const second = rubric.locator('input').nth(1);
  await second.fill('10.5');
  await expect(rubric.getByText(/须在 .* 之间/)).toBeVisible();
  await expect(page.getByRole('button', { name: '提交评分' })).toBeDisabled();
  await accessible();
  await second.fill('8.5');
  await expect(page.getByText(/已保存 \d\d:\d\d/)).toBeVisible();
  await second.press('?');
  await expect(page.getByRole('dialog', { name: '键盘操作' })).toBeVisible();
  await accessible();
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  await second.focus();
  await page.keyboard.press('Control+Enter');

  // On to the next unfinished one, without the mouse.
  await expect(page.getByRole('heading', { level: 1, name: proposals[1]?.title ?? '' })).toBeVisible();
  if (phone) await page.getByRole('link', { name: '评分表', exact: true }).click();
  await inputs.first().focus();
  await page.keyboard.press('7');
  for (let index = 1; index < criteria; index += 1) {
    await page.keyboard.press('Enter');
    await page.keyboard.press('7');
  }
  await page.getByRole('button', { name: '提交评分' }).click();
  await expect(page.getByRole('status').filter({ hasText: '提交评分：已完成' })).toContainText(
    proposals[1]?.number ?? '',
  );
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(page.getByText('70.00')).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '撤回评分' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤回评分' }).click();
  await expect(inputs.first()).toHaveValue('7');
  await page.goto(`/app/review?call_id=${call.id}&view=done`);
  await expect(page.getByRole('link', { name: proposals[0]?.title ?? '' })).toBeVisible();
  await expect(page.getByRole('link', { name: proposals[1]?.title ?? '' })).toHaveCount(0);
});
