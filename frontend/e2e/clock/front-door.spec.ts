import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { checkAtBothWidths as check, expect, test } from '../fixtures/a11y';
import { Actor, pageOf } from '../fixtures/actor';
import { advance, dayOf } from '../fixtures/clock';
import { mailedLink } from '../fixtures/mail';
import { email } from '../fixtures/round';
import { act, fillDate, paste } from '../fixtures/steps';
import { newCode } from '../fixtures/uscc';

/**
 * Everything before the deadline, through the pages alone: an organisation registers, a resident's need is answered and
 * published, a call is published from a preset, a proposal that answers the need is written with a budget that was
 * published in Kunshan, submitted and screened. It moves the server's clock, so it runs once and checks both widths.
 */
test.describe.configure({ mode: 'serial' });

const STAMP = Date.now() % 100_000;
const PASSWORD = 'a-long-pass-phrase';
const OWNER = `founder-${crypto.randomUUID().slice(0, 8)}@example.org`;
const ORGANISATION = `常州市天宁区示例银发服务中心${STAMP}`;
const WORDS = `我们小区独居老人多，中午没有地方吃饭，希望有助餐点（${STAMP}）`;
const NEED = `独居老人午间助餐 ${STAMP}`;
const CALL = `2026年天宁区为老服务公益创投（${STAMP}）`;
const TITLE = `银发午餐会 ${STAMP}`;
const shared = { call: '', proposal: '', need: '' };

interface Published {
  lines: { line: string; total: number; parts: number[] | null }[];
}
const KUNSHAN: Published = JSON.parse(
  readFileSync(new URL('../../../tests/data/real/kunshan-budget.json', import.meta.url), 'utf8'),
);
const SUBJECTS: Record<string, string> = {
  宣传费用: '宣传费',
  活动物资: '活动物资',
  交通费: '交通费',
  餐费: '餐费',
  专家补贴: '专家费（每人每天）',
};

/** The published lines as they stand on a sheet: each part is a row; the fees are days at the scheme's highest price. */
function sheet(): string {
  const rows = KUNSHAN.lines.flatMap(({ line, total, parts }) =>
    parts
      ? parts.map((part, index) => [SUBJECTS[line], `${line} ${index + 1}`, part, 1, part])
      : [[SUBJECTS[line], line, 500, total / 500, total]],
  );
  return rows.map((row) => row.join('\t')).join('\n');
}

async function pick(page: Page, label: string, option: string) {
  await page.getByRole('combobox', { name: label }).selectOption({ label: option });
}

/** The founder's page, logged in by hand. */
async function founder(page: Page): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('邮箱').fill(OWNER);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL(/\/app/);
}

test('an organisation registers and is verified', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await page.goto('/register');
  await page.getByLabel('姓名').fill('陈晓');
  await page.getByLabel('邮箱').fill(OWNER);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.getByRole('heading', { name: '注册成功' })).toBeVisible();
  await page.goto(await mailedLink(OWNER, 'verify-email'));
  await page.getByRole('button', { name: '确认我的邮箱' }).click();
  await expect(page.getByRole('status')).toContainText('邮箱已确认');

  await founder(page);
  await page.goto('/app/org/organisation/new');
  await page.getByLabel('统一社会信用代码').fill(newCode('52'));
  await expect(page.getByText('校验通过：社会服务机构')).toBeVisible();
  await page.getByLabel('组织名称').fill(ORGANISATION);
  await pick(page, '组织类型', '社会服务机构');
  await pick(page, '所在区域', '常州市天宁区');
  await page.getByLabel('登记管理机关').fill('常州市天宁区民政局');
  await fillDate(page, '成立登记日期', '2019-03-15');
  await page.getByLabel('业务范围').fill('养老服务、社区照料、志愿服务');
  await page.getByLabel('法定代表人').fill('陈晓');
  await page.getByLabel('联系人').fill('陈晓');
  await page.getByLabel('联系电话').fill('13812345678');
  await page.getByLabel('联系邮箱').fill(OWNER);
  await page.getByLabel('最近连续年检合格次数').fill('3');
  await check(page);
  await page.getByRole('button', { name: '保存并继续' }).click();
  await expect(page.getByRole('heading', { level: 1, name: ORGANISATION })).toBeVisible();
  await page.getByRole('button', { name: '登记账户' }).click();
  await page.getByLabel('银行账号').fill('6222 0202 0020 2026');
  await page.getByLabel('开户银行').fill('示例银行常州天宁支行');
  await page.getByLabel('联行号').fill('102304000017');
  await page.getByRole('button', { name: '保存账户' }).click();
  await expect(page.getByText('收款账户已保存')).toBeVisible();
  await page.getByRole('button', { name: '提交审核' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '提交审核' }).click();
  await expect(page.getByText('待审核', { exact: false }).first()).toBeVisible();
  await check(page);

  const officer = await pageOf(browser, email('officer'));
  await officer.goto('/app/staff/verifications');
  await officer.getByRole('link', { name: ORGANISATION }).click();
  await expect(officer.getByRole('heading', { level: 1, name: ORGANISATION })).toBeVisible();
  await check(officer);
  await officer.getByRole('button', { name: '核验通过' }).click();
  await officer.getByRole('dialog').getByRole('button', { name: '核验通过' }).click();
  await expect(officer.getByRole('status').filter({ hasText: '核验通过' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('已核验', { exact: false }).first()).toBeVisible();
});

test('a resident reports a need, staff answer and publish it', async ({ page, browser }) => {
  test.setTimeout(120_000);
  await page.goto('/needs/report');
  await page.getByLabel('需要什么').fill(WORDS);
  await page.getByLabel('在哪里').selectOption({ label: '　采菱社区' });
  await page.getByLabel('怎样联系您').fill('13861234567');
  await check(page);
  await page.waitForTimeout(3500); // Whoever types faster than a person is taken for a program.
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '已收到您的需求' })).toBeVisible();
  const code = (await page.locator('.need-receipt__code').textContent()) ?? '';

  const officer = await pageOf(browser, email('officer'));
  await officer.goto(`/app/staff/needs?q=${STAMP}`);
  await officer.getByRole('link', { name: /独居老人多/ }).click();
  await act(officer, '受理', (dialog) => dialog.getByRole('textbox').last().fill('已受理，列入公益创投需求。'));
  await officer.getByRole('link', { name: '编辑发布内容' }).click();
  await officer.getByLabel('标题').fill(NEED);
  await officer.getByLabel('说明').fill('小区独居老人集中，需要工作日午间助餐。');
  await officer.getByLabel('服务对象').fill('独居老人');
  await officer.getByLabel('涉及人数').fill('120');
  await officer.getByLabel('类别', { exact: true }).selectOption({ label: '为老服务' });
  await officer.getByRole('button', { name: '保存', exact: true }).click();
  await expect(officer.getByRole('heading', { level: 1, name: NEED })).toBeVisible();
  await act(officer, '发布');
  await officer.getByRole('link', { name: '查看公开页面' }).click();
  await expect(officer.getByRole('heading', { level: 1, name: NEED })).toBeVisible();
  shared.need = officer.url();

  await page.goto('/needs/follow');
  await page.getByLabel('查询码').fill(code);
  await page.getByRole('button', { name: '查询' }).click();
  await expect(page.getByText('已受理，列入公益创投需求。').first()).toBeVisible();
});

test('a call is written from a preset, approved by a second person and published', async ({ browser }) => {
  test.setTimeout(120_000);
  const api = await Actor.of(email('officer'));
  const [today, tomorrow] = [await dayOf(api), await dayOf(api, 1)];
  await api.dispose();
  const officer = await pageOf(browser, email('officer'));
  await officer.goto('/app/staff/calls/new');
  await officer.getByRole('radio', { name: /^常州/ }).check();
  await officer.getByLabel('公告标题').fill(CALL);
  await officer.getByLabel('区域').selectOption({ label: '常州市天宁区' });
  await officer.getByLabel('资助总额（元）').fill('100000');
  const allotments = officer.getByLabel('出资预算额度');
  const pool = allotments.locator('option', { hasText: '天宁区福彩公益金' });
  await allotments.selectOption(await pool.first().getAttribute('value'));
  await fillDate(officer, '申报开始日期', today);
  await fillDate(officer, '申报截止日期', tomorrow);
  await officer.getByRole('textbox', { name: '公告正文' }).fill('现面向全区社会组织征集为老服务项目。');
  await officer.getByRole('button', { name: '保存为草稿' }).click();
  await expect(officer.getByRole('heading', { level: 1, name: '修改征集' })).toBeVisible();
  shared.call = officer.url().split('/').at(-2) ?? '';
  await officer.getByRole('button', { name: '采用最早日期' }).click();
  await expect(officer.getByRole('status').filter({ hasText: '已保存' })).toBeVisible();
  const director = await pageOf(browser, email('director'));
  await director.goto(`/app/staff/calls/${shared.call}`);
  await act(director, '批准公告');
  await expect(director.getByRole('status').filter({ hasText: '批准公告：已完成' })).toBeVisible();
  await officer.goto(`/app/staff/calls/${shared.call}`);
  await act(officer, '发布公告');
  await expect(officer.getByText('正在申报')).toBeVisible();
});

test('a proposal that answers the need is written with the published budget and submitted', async ({ page }) => {
  test.setTimeout(180_000);
  await founder(page);
  await page.goto('/app/org/proposals/new');
  await page.getByRole('link', { name: `开始申报：${CALL}` }).click();
  await page.getByRole('button', { name: '创建申报书' }).click();
  await page.getByRole('link', { name: '继续填写：基本信息' }).click();
  await page.getByLabel('项目名称').fill(TITLE);
  await pick(page, '项目类别', '为老服务');
  await page.getByLabel('项目概述').fill('工作日中午为独居老人提供热餐与陪伴。');
  await page.getByRole('link', { name: /下一项/ }).click();
  await page.getByLabel('需求分析').fill('小区有独居老人 120 人，中午无处用餐。');
  await page.getByLabel('项目目标').fill('一年服务 120 人，开餐 200 天。');
  await page.getByRole('link', { name: /下一项/ }).click();
  await page.getByRole('link', { name: /下一项/ }).click();
  await page.getByRole('button', { name: '增加指标' }).click();
  await page.getByLabel('指标名称').fill('服务人数');
  await page.getByLabel('计量单位').fill('人');
  await page.getByLabel('目标值').fill('120');
  await page.getByRole('link', { name: /下一项/ }).click();
  await page.getByRole('button', { name: '增加服务对象' }).click();
  await page.getByLabel('服务对象类别').fill('老年人');
  await page.getByLabel('人数', { exact: false }).last().fill('120');
  await page.getByRole('link', { name: /下一项/ }).click();

  const grant = page.getByRole('region', { name: '资助资金预算' });
  await grant.getByRole('button', { name: '增加一行' }).click();
  await grant.getByLabel('支出内容 （第 1 行）').focus();
  await grant.getByLabel('科目 （第 1 行）').focus();
  await paste(page, sheet());
  await expect(grant).toContainText('¥75,950.00');
  const matching = page.getByRole('region', { name: '配套资金预算' });
  await matching.getByRole('button', { name: '增加一行' }).click();
  await matching.getByLabel('科目 （第 1 行）').selectOption({ label: '业务活动费' });
  await matching.getByLabel('支出内容 （第 1 行）').fill('自筹');
  await matching.getByLabel('单价 （第 1 行）').fill('8439');
  await matching.getByLabel('数量 （第 1 行）').fill('1');
  await expect(page.getByRole('region', { name: '合计与限额' })).not.toContainText('不足');
  await expect(page.getByText(/已保存 \d\d:\d\d/)).toBeVisible();
  await check(page);

  const budget = page.url();
  await page.getByRole('link', { name: '对应的需求' }).click();
  const search = page.getByRole('searchbox');
  await search.fill(NEED);
  await search.press('Enter');
  await page
    .getByRole('listitem')
    .filter({ hasText: NEED })
    .getByRole('button', { name: /选择需求/ })
    .click();
  await expect(page.getByRole('button', { name: /移除需求/ })).toBeVisible();
  await page.goto(budget);
  await page.getByRole('button', { name: '检查并提交' }).click();
  await expect(page.getByText('检查通过，可以预览并提交。')).toBeVisible();
  await page.getByRole('link', { name: '下一步：预览' }).click();
  await expect(page.getByText('专家补贴')).toBeVisible();
  await page.getByRole('link', { name: '下一步：声明并提交' }).click();
  await page.getByLabel('本人有权代表申报单位作出上述声明').check();
  await page.getByRole('button', { name: '提交申报书' }).click();
  await expect(page).toHaveURL(/\/receipt$/);
  await expect(page.getByText(/回执编号：P\d{4}-\d{4}/)).toBeVisible();
  await expect(page.getByText('人民币柒万伍仟玖佰伍拾元整').first()).toBeVisible();
  await check(page);
  shared.proposal = page.url().split('/').at(-2) ?? '';
});

test('after the deadline it is screened, and the need says what became of it', async ({ page, browser }) => {
  test.setTimeout(120_000);
  const api = await Actor.of(email('officer'));
  await advance(api, 2);
  await api.dispose();
  const officer = await pageOf(browser, email('officer'));
  await officer.goto(`/app/staff/calls/${shared.call}`);
  await act(officer, '开始资格审查');
  await officer.goto(`/app/staff/proposals/${shared.proposal}`);
  const rules = officer.getByRole('table', { name: '逐项审查' });
  await expect(rules.getByRole('row', { name: /申请金额/ })).toContainText('¥75,950.00');
  await check(officer);
  await act(officer, '资格审查通过');
  await expect(officer.getByRole('status').filter({ hasText: '资格审查通过：已完成' })).toBeVisible();
  await founder(page);
  await page.goto(`/app/org/proposals/${shared.proposal}`);
  await expect(page.getByText(NEED).first()).toBeVisible();
  await page.goto(shared.need);
  await expect(page.getByRole('heading', { level: 1, name: NEED })).toBeVisible();
});
