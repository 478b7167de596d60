import { check, expect, test } from '../fixtures/a11y';
import { dayOf } from '../fixtures/clock';
import { as, email, PANEL, reviewedCall, score } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { act, fillDate } from '../fixtures/steps';

const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
);

/** A call of two proposals that the whole panel has scored, and the day of the platform. */
async function scoredCall(title: string, weights: Record<string, number>) {
  const { call, proposals } = await reviewedCall(title, { scoring: { stage_weights_bp: weights }, count: 2 });
  for (const local of PANEL) {
    await as(local, async (reviewer) => {
      const { items } = await reviewer.get<{ items: { id: string }[] }>(`/assignments?call_id=${call.id}`);
      for (const { id } of items) await score(reviewer, id, () => 10);
    });
  }
  return { call, proposals, today: await as('officer', (officer) => dayOf(officer)) };
}

test('a public jury is counted by one person, confirmed by another, and part of the result', async ({
  page,
  browser,
  accessible,
}) => {
  test.setTimeout(240_000);
  const phone = (page.viewportSize()?.width ?? 0) < 768;
  const title = `大众评审 ${phone ? '手机' : '桌面'} ${Date.now()}`;
  const { call, proposals, today } = await scoredCall(title, { written: 8000, defence: 0, public_jury: 2000 });

  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/panel`);
  await expect(page.getByText('计票记录尚未录入或复核').first()).toBeVisible();
  await page.getByRole('link', { name: '大众评审' }).click();
  await expect(page.getByText('书面评审 80% + 大众评审 20%')).toBeVisible();
  await fillDate(page, '投票日期', today);
  await page.getByLabel('地点').fill('红梅街道文化中心');
  await page.getByText('从表格粘贴').click();
  const rows = proposals.map((one, nth) => `${one.number}\t居民代表\t${120 - nth}\t${10_200 - nth * 1000}.5`);
  await page.getByLabel('粘贴的行').fill(['编号\t评委\t票数\t总分', ...rows].join('\n'));
  await page.getByRole('button', { name: '填入下表' }).click();
  await expect(page.getByText('已填入 2 个项目。')).toBeVisible();
  await expect(page.getByText('85.00')).toBeVisible();
  await page
    .getByLabel('签字的计票记录')
    .locator('input[type=file]')
    .setInputFiles({ name: '计票记录.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(page.getByRole('link', { name: '计票记录.pdf' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: `test-results/jury-enter-${phone ? 'phone' : 'desktop'}.png`, fullPage: true });
  await page.getByRole('button', { name: '提交复核' }).click();
  await expect(page.getByText('计票记录已录入')).toBeVisible();
  await expect(page.getByText('有一份计票记录待另一人复核。')).toBeVisible();
  await expect(page.getByRole('button', { name: '复核确认' })).toBeDisabled();

  const office = await browser.newContext({ viewport: page.viewportSize() });
  const director = await office.newPage();
  await signIn(director, email('director'));
  await director.goto(`/app/staff/calls/${call.id}/jury`);
  await expect(director.getByRole('link', { name: '计票记录.pdf' })).toBeVisible();
  await check(director);
  await act(director, '复核确认');
  await expect(director.getByText('已复核').first()).toBeVisible();
  await office.close();

  await page.goto(`/app/staff/calls/${call.id}/panel`);
  await page.getByRole('button', { name: '封存', exact: false }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '封存', exact: false }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('请由另一人').first()).toBeVisible();
  await page.goto(`/app/staff/calls/${call.id}/results`);
  await expect(page.getByText(/大众评审 [\d/]+（占 20%）/)).toHaveCount(2);
  await page.goto(`/app/staff/calls/${call.id}/jury`);
  await expect(page.getByText('已封存').first()).toBeVisible();
  await page.screenshot({ path: `test-results/jury-sealed-${phone ? 'phone' : 'desktop'}.png`, fullPage: true });
});

test('site visits are entered with what was found, and are part of the result', async ({
  page,
  browser,
  accessible,
}) => {
  test.setTimeout(240_000);
  const phone = (page.viewportSize()?.width ?? 0) < 768;
  const title = `实地考察 ${phone ? '手机' : '桌面'} ${Date.now()}`;
  const { call, proposals, today } = await scoredCall(title, {
    written: 7000,
    defence: 0,
    public_jury: 0,
    site_visit: 3000,
  });

  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/panel`);
  await expect(page.getByText('考察记录尚未录入或复核').first()).toBeVisible();
  await page.getByRole('link', { name: '实地考察' }).click();
  await expect(page.getByText('书面评审 70% + 实地考察 30%')).toBeVisible();
  await fillDate(page, '最后一次考察的日期', today);
  await page.getByLabel('考察地点').fill('红梅街道、天宁街道');
  await page.getByLabel('考察人员').fill('林主管、赵老师、周会计');
  await page.getByText('从表格粘贴').click();
  const rows = proposals.map((one, nth) => `${one.number}\t3\t${270 - nth * 30}\t场地落实，厨房证照齐全`);
  await page.getByLabel('粘贴的行').fill(['编号\t份数\t总分\t考察情况', ...rows].join('\n'));
  await page.getByRole('button', { name: '填入下表' }).click();
  await expect(page.getByText('已填入 2 个项目。')).toBeVisible();
  await expect(page.getByText('90.00')).toBeVisible();
  await page
    .getByLabel('签字的考察记录')
    .locator('input[type=file]')
    .setInputFiles({ name: '考察记录.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(page.getByRole('link', { name: '考察记录.pdf' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: `test-results/visit-enter-${phone ? 'phone' : 'desktop'}.png`, fullPage: true });
  await page.getByRole('button', { name: '提交复核' }).click();
  await expect(page.getByText('考察记录已录入')).toBeVisible();
  await expect(page.getByRole('button', { name: '复核确认' })).toBeDisabled();

  const office = await browser.newContext({ viewport: page.viewportSize() });
  const director = await office.newPage();
  await signIn(director, email('director'));
  await director.goto(`/app/staff/calls/${call.id}/site-visit`);
  await expect(director.getByText('场地落实，厨房证照齐全').first()).toBeVisible();
  await check(director);
  await director.screenshot({ path: `test-results/visit-${phone ? 'phone' : 'desktop'}.png`, fullPage: true });
  await act(director, '复核确认');
  await expect(director.getByText('已复核').first()).toBeVisible();
  await office.close();

  await page.goto(`/app/staff/calls/${call.id}/panel`);
  await page.getByRole('button', { name: '封存', exact: false }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '封存', exact: false }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto(`/app/staff/calls/${call.id}/results`);
  await expect(page.getByText(/实地考察 [\d/]+（占 30%）/)).toHaveCount(2);
});
