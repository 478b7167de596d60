import { checkAtBothWidths as check, expect, test } from '../fixtures/a11y';
import { Actor, pageOf, type Versioned } from '../fixtures/actor';
import { advance, dayOf } from '../fixtures/clock';
import { as, email, reviewedCall } from '../fixtures/round';
import { act, fillDate } from '../fixtures/steps';

/** The last day of scoring passes, an officer asks to open it again and the director agrees. It moves the server's clock. */
test('scoring that is over is opened again by two persons', async ({ browser }) => {
  test.setTimeout(240_000);
  const { call } = await reviewedCall(`重新开放 ${Date.now()}`);
  const api = await Actor.of(email('officer'));
  const panel = await api.get<{ stage: Versioned }>(`/calls/${call.id}/panel`);
  const body = { scores_until: await dayOf(api, 1), reason: '按时间表评分' };
  await api.send('PUT', `/calls/${call.id}/reviews/last-day`, body, panel.stage);
  await advance(api, 2);

  const desk = await pageOf(browser, email('reviewer3'));
  await desk.goto(`/app/review?call_id=${call.id}`);
  await expect(desk.getByText('已截止').first()).toBeVisible();

  const officer = await pageOf(browser, email('officer'));
  await officer.goto(`/app/staff/calls/${call.id}/panel`);
  await expect(officer.getByText('评分已截止。已提交的评分有效')).toBeVisible();
  await officer.getByRole('button', { name: '申请重新开放评分' }).click();
  const dialog = officer.getByRole('dialog', { name: '申请重新开放评分' });
  const until = await dayOf(api, 3);
  await fillDate(officer, '评分截止日期（含当日）', until);
  await dialog.getByLabel('原因').fill('暴雨停电，两位专家未能按时提交');
  await check(officer);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(officer.getByText('待负责人批准。')).toBeVisible();
  await check(officer);

  const director = await pageOf(browser, email('director'));
  await director.goto(`/app/staff/calls/${call.id}/panel`);
  await expect(director.getByText('暴雨停电，两位专家未能按时提交')).toBeVisible();
  await check(director);
  await act(director, '批准重新开放');
  await expect(director.getByText('评分已重新开放，并已通知评审专家。')).toBeVisible();
  await expect(director.locator(`time[datetime="${until}"]`)).toBeVisible();
  await check(director);

  await desk.reload();
  await expect(desk.locator(`time[datetime="${until}"]`).first()).toBeVisible();
  await as('reviewer3', async (reviewer) => {
    const list = await reviewer.get<{ items: { scoring_over: boolean }[] }>(`/assignments?call_id=${call.id}`);
    expect(list.items.map((item) => item.scoring_over)).not.toContain(true);
  });
  await api.dispose();
  for (const page of [desk, officer, director]) await page.close();
});
