import { expect, test } from '../fixtures/a11y';
import { dayOf } from '../fixtures/clock';
import { as, email, openCall, seededCall } from '../fixtures/round';
import { signIn } from '../fixtures/session';

interface Call {
  id: string;
  version: number;
  revision: number;
  closes_at: string;
  scheme_sha256: string;
}

// Judging a form of seventy settings takes the accessibility checker its time.
test.describe.configure({ timeout: 120_000 });

/** A day so many days after today, by the server's clock. */
function dayAfter(days: number): Promise<string> {
  return as('officer', (officer) => dayOf(officer, days));
}

/** A draft of its own, copied from the seeded open call. */
async function draft(title: string): Promise<Call> {
  const opens_on = await dayAfter(1);
  return as('officer', async (officer) => {
    const from = await seededCall<Call>(officer);
    return officer.send<Call>('POST', `/calls/${from.id}/copy`, {
      title,
      year: Number(opens_on.slice(0, 4)),
      opens_on,
    });
  });
}

test('the scheme of a draft is searched, changed, judged while it is written, and compared with its preset', async ({
  page,
  accessible,
}, info) => {
  const call = await draft(`规则方案编辑（${info.project.name}）`);
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/scheme`);
  await expect(page.getByText('方案没有问题')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '谁可以申报' })).toBeVisible();
  await accessible();

  await page.getByLabel('查找设置').fill('公示期');
  await page.getByLabel('查找设置').press('Enter');
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('heading', { level: 2, name: '评审与评分' })).toHaveCount(0);
  const days = page.getByLabel('公示期', { exact: true });
  await days.fill('0');
  await expect(page.getByText('1 处需要改正')).toBeVisible();
  await accessible();
  await days.fill('7');
  await expect(page.getByText('方案没有问题')).toBeVisible();
  await expect(page.getByText('“常州”为 5 日')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();

  await page.goto(`/app/staff/calls/${call.id}/scheme?only=changed`);
  await expect(page.getByLabel('公示期', { exact: true })).toHaveValue('7');
  await expect(page.getByLabel('登记满年数')).toHaveCount(0);
  await page.goto(`/app/staff/calls/${call.id}/scheme?only=preview`);
  await expect(page.getByRole('table', { name: '评分标准' })).toBeVisible();
  await accessible();
});

test('weights of the rubric show their sum as they are typed', async ({ page }, info) => {
  const call = await draft(`评分指标（${info.project.name}）`);
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/scheme?q=评分指标`);
  await page.getByRole('button', { name: '1. 需求契合度' }).click();
  const weight = page.getByLabel('权重', { exact: true }).first();
  await expect(weight).toHaveValue('25');
  await weight.fill('20');
  await expect(page.getByText('合计 95%，还差 5%')).toBeVisible();
  await weight.fill('25');
  await expect(page.getByText('合计 100%', { exact: false }).first()).toBeVisible();
});

test('dates are reckoned, an impossible one is refused with its reason, and everything is saved by itself', async ({
  page,
  accessible,
}, info) => {
  const call = await draft(`时间安排（${info.project.name}）`);
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/edit`);
  await page.getByRole('button', { name: '采用最早日期' }).click();
  await expect(page.getByLabel('公示开始')).not.toHaveValue('');
  await page.getByRole('button', { name: '增加一项材料' }).click();
  await page.getByLabel('材料名称').last().fill('场地使用证明');
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();
  await accessible();

  const screening = page.getByLabel('资格审查截止');
  const closes = await page.getByLabel('申报截止日期').inputValue();
  await screening.fill(closes);
  await screening.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByText('还有', { exact: false }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('材料名称').last()).toHaveValue('场地使用证明');
});

test('a question is asked, answered to everybody without a name, and an amendment is announced with before and after', async ({
  page,
  accessible,
}, info) => {
  const call = (await openCall(`答疑与更正（${info.project.name}）`, 20 * 86_400)) as unknown as Call;
  await signIn(page, email('applicant'));
  await page.goto(`/app/org/calls/${call.id}`);
  await page.getByLabel('问题', { exact: true }).fill('配套资金可以用志愿者工时折算吗？');
  await page.getByRole('button', { name: '提交问题' }).click();
  await expect(page.getByText('问题已提交，答复后将公开')).toBeVisible();
  await accessible();

  await page.context().clearCookies();
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/questions`);
  await page.getByRole('button', { name: '公开答复' }).click();
  await page.getByLabel('答复', { exact: true }).fill('不可以，配套资金须为货币资金。');
  await accessible();
  await page.getByRole('dialog').getByRole('button', { name: '公开答复' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('不可以，配套资金须为货币资金。')).toBeVisible();

  await page.goto(`/app/staff/calls/${call.id}/versions`);
  await page.getByRole('button', { name: '提出更正公告' }).click();
  await page.getByLabel('更正原因').fill('正文表述有误，更正如下');
  await page.getByLabel('公告正文').fill('更正后的公告正文。演示数据。');
  await expect(page.getByText('更正后的公告正文。演示数据。').last()).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '送审批领导批准' }).click();
  await expect(page.getByText('待批准')).toBeVisible();
  await as('director', async (director) => {
    const list = await director.get<{ items: { id: string; version: number; state: string }[] }>(
      `/calls/${call.id}/amendments`,
    );
    const waiting = list.items.find((one) => one.state === 'proposed');
    if (waiting) await director.send('POST', `/amendments/${waiting.id}/approve`, undefined, waiting);
  });

  await page.goto(`/calls/${call.id}`);
  await expect(page.getByText('配套资金可以用志愿者工时折算吗？')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '公告更正记录' })).toBeVisible();
  await expect(page.getByText('天宁区示例社会工作服务中心')).toHaveCount(0);
  await accessible();
});
