import { expect, test } from '../fixtures/a11y';
import type { Versioned } from '../fixtures/actor';
import { as, email, PANEL, score, until, verifiedCall } from '../fixtures/round';
import { signIn } from '../fixtures/session';

interface Turn extends Versioned {
  state: string;
  proposal: { id: string; title: string };
  own_assignment_id: string | null;
}

interface Defence {
  day: (Versioned & { entropy_at: string }) | null;
  turns: Turn[];
}

test('a defence is drawn, scored through a lost network, closed and ranked', async ({ page, browser, accessible }) => {
  test.setTimeout(300_000);
  const phone = (page.viewportSize()?.width ?? 0) < 768;
  const scoring = { stage_weights_bp: { written: 7000, defence: 3000, public_jury: 0 }, shortlist: 2 };
  // The written review puts the proposals in the order of their numbers, a little apart.
  const { call } = await verifiedCall(`答辩 ${phone ? '手机' : '桌面'} ${Date.now()}`, { scoring }, (_, nth) => nth);
  const at = `/calls/${call.id}/defence`;
  const announced = await as('officer', async (officer) => {
    const now = Date.parse((await officer.get<{ now: string }>('/clock')).now);
    return officer.send<Defence>('POST', at, {
      starts_at: new Date(now + 60_000).toISOString(),
      venue: '天宁区社会组织服务中心二楼',
      minutes: 15,
      chair_id: null,
      entropy_source: '中国福利彩票双色球第2026100期开奖号码',
      entropy_at: new Date(now + 3_000).toISOString(),
    });
  });
  await until(Date.parse(announced.day?.entropy_at ?? ''));
  await as('director', (director) =>
    director.send(
      'POST',
      `/defences/${announced.day?.id}/draw`,
      { entropy: '03 08 11 17 25 31 + 09' },
      announced.day ?? undefined,
    ),
  );
  const turns = (await as('officer', (officer) => officer.get<Defence>(at))).turns;
  expect(turns).toHaveLength(2);
  const [first, second] = turns;

  // The officer calls the first one up.
  const desk = await browser.newContext();
  const staff = await desk.newPage();
  await signIn(staff, email('officer'));
  await staff.goto(`/app/staff/calls/${call.id}/defence`);
  const row = staff.getByRole('row', { name: new RegExp(first?.proposal.title ?? '') });
  await row.getByRole('button', { name: '开始答辩' }).click();
  await staff.getByRole('dialog').getByRole('button', { name: '开始答辩' }).click();
  await expect(staff.getByRole('timer')).toContainText('陈述剩余');
  await expect(staff.getByText('0/5 位评委已提交')).toBeVisible();

  // A member of the panel declares beforehand, and loses the network while scoring.
  await as(PANEL[0] ?? '', async (reviewer) => {
    for (const turn of (await reviewer.get<Defence>(at)).turns) {
      const path = `/assignments/${turn.own_assignment_id}`;
      await reviewer.send('POST', `${path}/attest`, { statement_accepted: true }, await reviewer.get<Versioned>(path));
    }
  });
  await signIn(page, email(PANEL[0] ?? ''));
  await page.goto('/app/review');
  await page.getByRole('link', { name: '进入答辩页面' }).last().click();
  await page.goto(`/app/review/defence/${call.id}`);
  const inputs = page.locator('.app-criterion__input');
  await expect(inputs.first()).toBeVisible();
  await accessible();
  for (const target of await page.locator('.app-defence .app-criterion__score .yc-btn').all()) {
    const box = await target.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  const count = await inputs.count();
  for (let n = 0; n < count; n += 1) await inputs.nth(n).fill('8');
  // What is typed is still there after a reload.
  await page.reload();
  await expect(inputs.nth(count - 1)).toHaveValue('8');
  await expect(inputs.first()).toHaveValue('8');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '提交评分' }).click();
  await expect(page.getByText('1 份评分未同步')).toBeVisible();
  await expect(page.getByText('已保存在本机，等待同步')).toBeVisible();
  await page.screenshot({ path: `test-results/defence-offline-${phone ? 'phone' : 'desktop'}.png`, fullPage: true });
  await page.context().setOffline(false);
  await expect(page.getByText('全部已同步')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText(/已提交 80\.00/)).toBeVisible();
  await expect(staff.getByText('1/5 位评委已提交')).toBeVisible({ timeout: 15_000 });
  await staff.screenshot({ path: `test-results/defence-staff-${phone ? 'phone' : 'desktop'}.png`, fullPage: true });

  const rest = async (turn: Turn | undefined, who: string[], off: number) => {
    for (const local of who) {
      await as(local, async (reviewer) => {
        const own = (await reviewer.get<Defence>(at)).turns.find((one) => one.id === turn?.id);
        await score(reviewer, own?.own_assignment_id ?? '', () => off);
      });
    }
  };
  await rest(first, PANEL.slice(1), 10);
  await expect(staff.getByText('5/5 位评委已提交')).toBeVisible({ timeout: 15_000 });
  await staff.getByRole('button', { name: '结束评分' }).click();
  await staff.getByRole('dialog').getByRole('button', { name: '结束评分' }).click();
  await expect(page.getByText('请等待主持人开启下一个项目')).toBeVisible({ timeout: 15_000 });

  await staff
    .getByRole('row', { name: new RegExp(second?.proposal.title ?? '') })
    .getByRole('button', { name: '开始答辩' })
    .click();
  await staff.getByRole('dialog').getByRole('button', { name: '开始答辩' }).click();
  await expect(staff.getByRole('timer')).toBeVisible();
  await rest(second, PANEL, 0);
  await expect(staff.getByText('5/5 位评委已提交')).toBeVisible({ timeout: 15_000 });
  await staff.getByRole('button', { name: '结束评分' }).click();
  await staff.getByRole('dialog').getByRole('button', { name: '结束评分' }).click();
  await staff.getByRole('button', { name: '封存', exact: false }).click();
  await staff.getByRole('dialog').getByRole('button', { name: '封存', exact: false }).click();
  await staff.getByRole('link', { name: '查看结果' }).click();

  // The second in the drawn order got full marks, the first less; the third was not shortlisted.
  await expect(staff.getByText('未入围答辩')).toBeVisible();
  await expect(staff.getByText(/答辩 100（占 30%）/)).toBeVisible();
  await expect(staff.getByText(/答辩 [\d/]+（占 30%）/)).toHaveCount(2);
  const ranked = staff.getByRole('row').filter({ hasText: '答辩 100' });
  await expect(ranked.getByRole('cell').first()).toHaveText(/1$/);
  await staff.screenshot({ path: `test-results/defence-results-${phone ? 'phone' : 'desktop'}.png`, fullPage: true });
  await desk.close();
});
