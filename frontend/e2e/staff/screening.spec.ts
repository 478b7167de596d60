import { expect, test } from '../fixtures/a11y';
import { pageOf } from '../fixtures/actor';
import { as, email, type Proposal } from '../fixtures/round';
import { closedCall } from '../fixtures/screening';
import { signIn } from '../fixtures/session';

test('proposals are judged rule by rule, returned by part, decided in bulk', async ({ page, browser, accessible }) => {
  test.setTimeout(180_000);
  const { call, proposals } = await closedCall(`端到端审查 ${Date.now()}`);
  const [first, second, third] = proposals as [Proposal, Proposal, Proposal];
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/proposals/${first.id}`);
  const check = page.getByRole('table', { name: '逐项审查' });
  await expect(check.getByRole('row', { name: /申请金额/ })).toContainText('¥50,000.00');
  await expect(page.getByRole('heading', { name: '相似内容' })).toBeVisible();
  await accessible();

  await page.getByRole('button', { name: '改判：预算明细' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '判定不符合' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('理由').fill('单价明显高于市场价');
  await dialog.getByRole('button', { name: '判定不符合' }).click();
  await expect(check.getByRole('row', { name: /预算明细/ })).toContainText('单价明显高于市场价');
  await expect(page.getByText('1 处不符合')).toBeVisible();
  await accessible();

  await page.getByRole('button', { name: '要求补正' }).click();
  await dialog.getByLabel('需求分析', { exact: true }).check();
  await dialog.getByLabel('需求分析的问题').fill('请写明测算依据');
  await dialog.getByLabel('理由').fill('请按要求补正');
  await accessible();
  await dialog.getByRole('button', { name: '要求补正' }).click();
  await expect(page.getByRole('status').filter({ hasText: '要求补正：已完成' })).toBeVisible();

  // The organisation finds what was returned, and the rest locked.
  const owner = await pageOf(browser, email('applicant'));
  await owner.goto(`/app/org/proposals/${first.id}`);
  await expect(owner.getByText('请写明测算依据')).toBeVisible();
  await owner.getByRole('link', { name: '需求分析' }).first().click();
  await expect(owner.getByLabel('需求分析')).toBeEnabled();
  await expect(owner.getByLabel('项目目标')).toBeDisabled();
  await owner.getByLabel('需求分析').fill('入户调查三百一十二户，测算依据见附表。');
  await expect(owner.getByText(/已保存 \d\d:\d\d/)).toBeVisible();
  await owner.context().close();

  await page.goto(`/app/staff/calls/${call.id}/proposals`);
  await page.getByLabel(new RegExp(second.number)).check();
  await page.getByLabel(new RegExp(third.number)).check();
  await expect(page.getByText('已选 2 份')).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '批量判定合格' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /批量判定合格（2 份）/ })
    .click();
  await expect(page.getByText('完成 2 份，未能办理 0 份。')).toBeVisible();
  await accessible();

  const openings = await as('auditor', (auditor) =>
    auditor.get<{ items: { opened_by: { name: string } }[] }>(`/proposal-openings?proposal_id=${first.id}`),
  );
  expect(openings.items.length).toBeGreaterThan(0);
});

test('the keys j and k lead through what waits', async ({ page, accessible }) => {
  test.setTimeout(120_000);
  const { proposals } = await closedCall(`端到端队列 ${Date.now()}`);
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/proposals/${proposals[0]?.id}`);
  await expect(page.getByText('待审第 1 份，共 3 份')).toBeVisible();
  await page.getByRole('link', { name: /下一份/ }).focus();
  await page.keyboard.press('j');
  await expect(page.getByText('待审第 2 份，共 3 份')).toBeVisible();
  await page.getByRole('link', { name: /上一份/ }).focus();
  await page.keyboard.press('k');
  await expect(page.getByText('待审第 1 份，共 3 份')).toBeVisible();
  await accessible();
});
