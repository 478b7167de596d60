import { expect, test } from '../fixtures/a11y';
import { as, email } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { act } from '../fixtures/steps';

test('a year that is over goes through three hands and into the next one', async ({ page, accessible }, info) => {
  test.setTimeout(120_000);
  const code = `NM-${Date.now().toString(36)}`;
  const last = new Date().getFullYear() - 1;
  const fund = await as('maker', async (maker) => {
    const made = await maker.send<{ id: string }>('POST', '/funds', {
      code,
      name: `年末结转资金 ${code}`,
      source: 'donation',
      area_code: '320402000000',
    });
    const allotment = await maker.send<{ id: string; version: number }>('POST', `/funds/${made.id}/allotments`, {
      fiscal_year: last,
      budget_line: '2296002 为老服务',
      document_no: `结转〔${last}〕${code}`,
      amount: '250000.00',
    });
    await as('approver', (approver) =>
      approver.send('POST', `/allotments/${allotment.id}/approve`, undefined, allotment),
    );
    return made;
  });

  await signIn(page, email('maker'));
  await page.goto(`/app/finance/year-ends?fund_id=${fund.id}&fiscal_year=${last + 1}`);
  await expect(page.getByText('该年度尚未结束').first()).toBeVisible();
  await expect(page.getByRole('button', { name: '提请结转' })).toHaveCount(0);
  await accessible();
  await page.screenshot({ path: info.outputPath('blocked.png'), fullPage: true });
  await page.goto(`/app/finance/year-ends?fund_id=${fund.id}&fiscal_year=${last}`);
  await expect(page.getByRole('heading', { level: 1, name: '年末结转' })).toBeVisible();
  await page.getByRole('button', { name: '提请结转' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${last} 年度年末结转` })).toBeVisible();
  const address = page.url();
  await accessible();
  await page.screenshot({ path: info.outputPath('proposed.png'), fullPage: true });

  for (const [role, step] of [
    ['checker', '复核'],
    ['approver', '审批结转'],
  ] as const) {
    await signIn(page, email(role));
    await page.goto(address);
    await act(page, step);
  }
  await expect(page.getByText('已结转').first()).toBeVisible();
  await expect(page.getByRole('link', { name: new RegExp(`${last + 1} 年账目`) })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('closed.png'), fullPage: true });
  await page.goto('/app/finance/year-ends?state=closed');
  await expect(page.getByText(`年末结转资金 ${code}`).first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('list.png'), fullPage: true });
});
