import { expect, test } from '../fixtures/a11y';
import { as, decidingCall, email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

/** A round that waits for its decision: two proposals are equal at the line, and one reviewer stands apart. */
let call = '';

test.beforeAll(async () => {
  test.setTimeout(120_000);
  const made = await decidingCall(
    `天宁区社区服务创投（${test.info().project.name} ${Date.now() % 100_000}）`,
    '50000.00',
    (seat, place) => (seat === 1 && place === 2 ? 20 : (seat % 3) + (place === 2 ? 6 : 2)),
  );
  call = made.call.id;
});

test('diagnostics are drawings with tables beside them, and change nothing', async ({ page, accessible }) => {
  await signIn(page, email('director'));
  await page.goto(`/app/staff/calls/${call}/results`);
  const before = await page.getByRole('table', { name: '排名与资助线' }).textContent();
  await page.getByRole('button', { name: '查看评审诊断' }).click();
  await expect(page.getByText('不改变任何分数和名次')).toBeVisible();
  for (const title of [
    '名次区间与资助线',
    '期望名次',
    '评委宽严（分）',
    '标准化得分（分）',
    '需要说明的评分（分）',
    '评审用时与评语',
    '评审一致性（0 至 1）',
    '评委人数与可信程度（0 至 1）',
  ]) {
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  }
  await expect(page.getByText('1 份评分与其他评委相差较大')).toBeVisible();
  await accessible();
  const tables = page.getByText('以表格查看');
  for (let index = 0; index < (await tables.count()); index += 1) await tables.nth(index).click();
  await expect(page.getByRole('table', { name: '评委宽严（分）' }).getByRole('row')).toHaveCount(6);
  await expect(page.getByRole('table', { name: '评审一致性（0 至 1）' })).toContainText('Kendall W');
  await expect(page.getByRole('table', { name: '评委人数与可信程度（0 至 1）' }).getByRole('row')).toHaveCount(4);
  await expect(page.getByRole('table', { name: '各评委的尺度' }).getByRole('row')).toHaveCount(6);
  await expect(page.getByRole('table', { name: '用时不足 30 秒的评审' })).toContainText('评委甲');
  await accessible();
  expect(await page.getByRole('table', { name: '排名与资助线' }).textContent()).toBe(before);
});

test('ways of drawing the line are compared, and a tie at the line is drawn by lot', async ({ page, accessible }) => {
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call}/decision`);
  const ways = page.getByRole('table', { name: '划线方式比较' });
  await expect(ways).toContainText('资助线处有同分项目，须先表决或抽签');
  await accessible();

  const lottery = page.getByRole('group', { name: /同分组/ });
  await lottery.getByLabel('公开随机源').fill('中国福利彩票双色球第2026131期开奖号码');
  await lottery.getByLabel('随机源公布时间').fill(await tomorrow());
  await lottery.getByLabel('见证人').fill('演示审计，审计处\n演示街道专员，街道办事处');
  await lottery.getByRole('button', { name: '公布抽签' }).click();
  await expect(page.getByText('承诺值（SHA-256）')).toBeVisible();
  await expect(page.getByRole('button', { name: '公布抽签' })).toHaveCount(0);
  await expect(page.getByText('抽签已公布但尚未开出次序').first()).toBeVisible();
  await accessible();
});

/** A day after the server's now, as the control wants it: Shanghai time. */
async function tomorrow(): Promise<string> {
  const { now } = await as('officer', (officer) => officer.get<{ now: string }>('/clock'));
  return new Date(Date.parse(now) + (24 + 8) * 3_600_000).toISOString().slice(0, 16);
}
