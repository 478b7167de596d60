import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { checkAtBothWidths as check, test } from '../fixtures/a11y';
import { Actor, pageOf } from '../fixtures/actor';
import { advance, dayOf } from '../fixtures/clock';
import { answerNeed } from '../fixtures/round';
import { act, fillDate } from '../fixtures/steps';

/**
 * A whole round through the pages of staff and finance: from a new call to money that the bank has paid. Reviewers and
 * applicants do their steps through the API. It moves the server's clock, so it runs once, and checks both widths.
 */
const at = (name: string) => `${name}@demo.yichuang.example`;
const TITLE = `2026年天宁区社区营造公益创投（${Date.now() % 100_000}）`;

interface Thing {
  id: string;
  number: string;
  version: number;
  state: string;
}

interface Assignment extends Thing {
  rubric: { code: string; max: string; min: string; step: string }[];
  review: { id: string; version: number } | null;
}

test.describe.configure({ mode: 'serial' });

const shared = { call: '', project: '', organisations: [] as string[] };

test('an officer writes a call, the director approves it, the officer publishes it', async ({ browser }) => {
  test.setTimeout(90_000);
  const api = await Actor.of(at('officer'));
  const officer = await pageOf(browser, at('officer'));
  await officer.goto('/app/staff/calls/new');
  await officer.getByRole('radio', { name: /^常州/ }).check();
  await officer.getByLabel('公告标题').fill(TITLE);
  await officer.getByLabel('区域').selectOption({ label: '常州市天宁区' });
  await officer.getByLabel('资助总额（元）').fill('60000');
  const allotments = officer.getByLabel('出资预算额度');
  await allotments.selectOption(
    await allotments.locator('option', { hasText: '天宁区福彩公益金' }).getAttribute('value'),
  );
  await fillDate(officer, '申报开始日期', await dayOf(api, 0));
  await fillDate(officer, '申报截止日期', await dayOf(api, 3));
  await officer.getByRole('textbox', { name: '公告正文' }).fill('现面向全区社会组织征集社区营造项目。');
  await officer.getByRole('button', { name: '保存为草稿' }).click();
  await expect(officer.getByRole('heading', { level: 1, name: '修改征集' })).toBeVisible();
  shared.call = officer.url().split('/').at(-2) ?? '';

  const director = await pageOf(browser, at('director'));
  await director.goto(`/app/staff/calls/${shared.call}`);
  await act(director, '批准公告');
  await expect(director.getByRole('status').filter({ hasText: '批准公告：已完成' })).toBeVisible();

  await officer.goto(`/app/staff/calls/${shared.call}`);
  await act(officer, '发布公告');
  await expect(officer.getByText('正在申报')).toBeVisible();

  for (const name of ['applicant', 'applicant2', 'applicant3']) {
    const applicant = await Actor.of(at(name));
    const session = await applicant.get<{ user: { grants: { scope: { id: string } }[] } }>('/sessions/current');
    const organisation = session.user.grants[0]?.scope.id ?? '';
    const call = await applicant.get<{
      scheme: { categories: { code: string }[]; budget: { lines: { subject: string }[] } };
    }>(`/public/calls/${shared.call}`);
    const subject = call.scheme.budget.lines[0]?.subject ?? '';
    const line = (price: string) => [{ subject, content: '活动开展', unit_price: price, quantity: '1' }];
    const draft = await applicant.send<Thing>('POST', '/proposals', {
      call_id: shared.call,
      organisation_id: organisation,
      title: `邻里互助（${name}）`,
    });
    const text = '为社区老人和儿童提供日间照料、陪伴与课后活动，每周三次，持续一年。';
    const written = await applicant.send<Thing>(
      'PATCH',
      `/proposals/${draft.id}`,
      {
        category: call.scheme.categories[0]?.code,
        content: { summary: text, need: text, goals: text, activities: text, team: text, risks: text },
        indicators: [{ name: '服务人次', unit: '人次', baseline: '0', target: '500' }],
        beneficiaries: [{ kind: 'elderly', head_count: 80 }],
        budget: { grant: line('18000'), matching: line('2000') },
      },
      draft,
    );
    const filled = await answerNeed(applicant, written);
    const check = await applicant.get<{ faults: { code: string; pointer: string }[] }>(`/proposals/${draft.id}/check`);
    expect(check.faults).toEqual([]);
    await applicant.send('POST', `/proposals/${draft.id}/submit`, undefined, filled);
    shared.organisations.push(organisation);
    await applicant.dispose();
  }
  await advance(api, 4);
  await api.dispose();
});

test('proposals are screened and a panel reviews them', async ({ browser }) => {
  test.setTimeout(180_000);
  const officer = await pageOf(browser, at('officer'));
  await officer.goto(`/app/staff/calls/${shared.call}`);
  await act(officer, '开始资格审查');
  await officer
    .getByRole('navigation', { name: '征集的各个环节' })
    .getByRole('link', { name: /申报书/ })
    .click();
  const links = officer.getByRole('table', { name: '申报书' }).getByRole('link');
  await expect(links).toHaveCount(3);
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  for (const address of addresses) {
    await officer.goto(address);
    await expect(officer.getByText('全部符合')).toBeVisible();
    await act(officer, '资格审查通过');
    await expect(officer.getByRole('status').filter({ hasText: '已完成' })).toBeVisible();
  }
  await officer.goto(`/app/staff/calls/${shared.call}/panel`);
  const reviewers = officer.getByRole('table', { name: '可选的评审专家' });
  await expect(reviewers.getByRole('row')).not.toHaveCount(0);
  // The library holds more experts than a panel has seats.
  for (const seat of [1, 2, 3, 4, 5]) {
    await officer.getByRole('checkbox', { name: new RegExp(`演示评审专家${seat}$`) }).check();
  }
  await check(officer);
  await officer.getByRole('button', { name: '组成评审组' }).click();
  await expect(officer.getByRole('table', { name: '评审组与进度' })).toBeVisible();
  await act(officer, '开始评审');

  const names = ['reviewer', 'reviewer2', 'reviewer3', 'reviewer4', 'reviewer5'];
  for (const [place, name] of names.entries()) {
    const reviewer = await Actor.of(at(name));
    const list = await reviewer.get<{ items: Thing[] }>(`/assignments?call_id=${shared.call}`);
    for (const [index, entry] of list.items.entries()) {
      const offered = await reviewer.get<Assignment>(`/assignments/${entry.id}`);
      await reviewer.send('POST', `/assignments/${entry.id}/attest`, { statement_accepted: true }, offered);
      const accepted = await reviewer.get<Assignment>(`/assignments/${entry.id}`);
      const scores = Object.fromEntries(
        accepted.rubric.map((line, row) => [line.code, String(Number(line.max) - ((place + index + row) % 3))]),
      );
      const review = accepted.review ?? { id: '', version: 0 };
      const saved = await reviewer.send<Thing>(
        'PUT',
        `/assignments/${entry.id}/review`,
        { scores, comments: {}, comment_to_applicant: '建议细化活动安排。', confidential_comment: '' },
        review,
      );
      await reviewer.send('POST', `/assignments/${entry.id}/submit`, undefined, saved);
    }
    await reviewer.dispose();
  }
  await officer.reload();
  await act(officer, '封存评分');
  await expect(officer.getByText('评分已封存并计算结果')).toBeVisible();
});

test('results are verified, decided, published for objections and awarded', async ({ browser }, info) => {
  test.setTimeout(300_000);
  const api = await Actor.of(at('officer'));
  const officer = await pageOf(browser, at('officer'));
  const director = await pageOf(browser, at('director'));
  const base = `/app/staff/calls/${shared.call}`;

  await director.goto(`${base}/results`);
  await expect(director.getByRole('table', { name: '排名与资助线' }).getByRole('row')).toHaveCount(5);
  await director.getByRole('button', { name: '查看评审诊断' }).click();
  await expect(director.getByText('不改变任何分数和名次')).toBeVisible();
  await expect(director.getByText('正在加载')).toHaveCount(0);
  await check(director);
  await director.screenshot({ path: info.outputPath('results.png'), fullPage: true });
  await act(director, '复核结果');
  await officer.goto(`${base}/decision`);
  await act(officer, '进入立项决策');
  await check(officer);
  await officer.getByRole('button', { name: '提出立项决定' }).click();
  await expect(officer.getByRole('table', { name: '立项名单' })).toBeVisible();

  await director.goto(`${base}/decision`);
  await act(director, '批准立项', async (dialog) => {
    await expect(dialog.getByText(/人民币伍万肆仟元整/)).toBeVisible();
  });
  await officer.goto(`${base}/notice`);
  await expect(officer.getByRole('button', { name: '拟写公示' })).toBeVisible();
  await check(officer);
  await officer.getByRole('button', { name: '拟写公示' }).click();
  await expect(officer.getByText('5 个工作日').first()).toBeVisible();
  await director.goto(`${base}/notice`);
  await act(director, '发布公示');
  await officer.reload();
  await expect(officer.getByRole('button', { name: '结束公示' })).toBeDisabled();
  await expect(officer.getByText('公示期尚未结束')).toBeVisible();

  // Whoever scored learns how their own scores stood, and nothing of anybody else's.
  const reviewer = await pageOf(browser, at('reviewer'));
  await reviewer.goto(`/app/review?call_id=${shared.call}`);
  await expect(reviewer.getByRole('heading', { name: /^我的评分宽严/ })).toBeVisible();
  await check(reviewer);
  await reviewer.close();

  // Anybody objects in real name; somebody who was not involved looks into it and answers in public.
  const resident = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await resident.goto('/notices');
  await resident
    .getByRole('link', { name: new RegExp(`${TITLE.slice(0, 12)}.*公示`) })
    .first()
    .click();
  await expect(resident.getByRole('heading', { name: '提出异议' })).toBeVisible();
  await check(resident);
  await resident.getByRole('button', { name: '提交异议' }).click();
  await expect(resident.getByRole('alert')).toContainText('真实姓名');
  await check(resident);
  await resident.getByLabel('真实姓名或单位全称').fill('王真实');
  await resident.getByLabel('联系方式').fill('13900008000');
  await resident.getByLabel('异议内容').fill('其中一个项目的活动地点与往年项目相同，疑似重复申报。');
  await resident.getByLabel('事实与证据').fill('去年同一场地已实施过内容相近的项目，公示材料可查。');
  await resident.getByLabel('证据材料').setInputFiles({
    name: '往年公示.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
  });
  await resident.getByLabel('我以真实身份提出，所述属实。').check();
  await resident.getByRole('button', { name: '提交异议' }).click();
  await expect(resident.getByText(/编号 YI\d{4}-\d{4}/)).toBeVisible();
  await check(resident);
  const notice = resident.url();

  await officer.reload();
  await expect(officer.getByText('王真实')).toBeVisible();
  await expect(officer.getByText('139****8000')).toBeVisible();
  await check(officer);
  await officer.screenshot({ path: info.outputPath('objections.png'), fullPage: true });
  await director.reload();
  await act(director, '指派办理人', async (dialog) => {
    await check(director);
    const handlers = dialog.getByRole('combobox');
    await handlers.selectOption(await handlers.locator('option', { hasText: '审计' }).first().getAttribute('value'));
  });
  const handler = await pageOf(browser, at('auditor'));
  await handler.goto(`${base}/notice`);
  await act(handler, '受理');
  await act(handler, '认定不成立', async (dialog) => {
    await dialog.getByLabel('公开答复').fill('经核查，场地相同而内容、对象不同，不属于重复申报。');
    await check(handler);
  });
  await resident.goto(notice);
  await expect(resident.getByText('经核查，场地相同而内容、对象不同，不属于重复申报。')).toBeVisible();
  await expect(resident.getByText('王真实')).toHaveCount(0);
  await check(resident);
  await resident.screenshot({ path: info.outputPath('answered.png'), fullPage: true });
  await advance(api, 14);
  await officer.reload();
  await act(officer, '结束公示');
  await expect(officer.getByText('已立项', { exact: true }).first()).toBeVisible();
  await api.dispose();
});

test('an agreement is drafted, offered and signed by both, and a tranche falls due', async ({ browser }) => {
  test.setTimeout(150_000);
  const api = await Actor.of(at('officer'));
  const officer = await pageOf(browser, at('officer'));
  const director = await pageOf(browser, at('director'));
  const { items } = await api.get<{ items: (Thing & { organisation: { id: string } })[] }>(
    `/projects?call_id=${shared.call}`,
  );
  const project = items[0];
  expect(project).toBeDefined();
  shared.project = project?.id ?? '';

  await officer.goto(`/app/staff/projects/${shared.project}`);
  await fillDate(officer, '实施开始日期', await dayOf(api, 1));
  await fillDate(officer, '实施结束日期', await dayOf(api, 300));
  await check(officer);
  await officer.getByRole('button', { name: '起草协议' }).click();
  await expect(officer.getByRole('table', { name: '拨付计划' })).toBeVisible();
  await act(officer, '发出签署');

  const owner = ['applicant', 'applicant2', 'applicant3'][shared.organisations.indexOf(project?.organisation.id ?? '')];
  const applicant = await Actor.of(at(owner ?? 'applicant'));
  const seen = await applicant.get<{ agreement: { id: string } }>(`/projects/${shared.project}`);
  const agreement = await applicant.get<Thing & { document_sha256: string }>(`/agreements/${seen.agreement.id}`);
  const me = await applicant.get<{ user: { name: string } }>('/sessions/current');
  await applicant.send(
    'POST',
    `/agreements/${agreement.id}/sign`,
    { signed_name: me.user.name, document_sha256: agreement.document_sha256 },
    agreement,
  );

  await director.goto(`/app/staff/projects/${shared.project}`);
  await act(director, '签署', async (dialog) => {
    await expect(dialog.getByRole('button', { name: '签署', exact: true })).toBeDisabled();
    await dialog.getByRole('checkbox').check();
    await dialog.getByLabel('签署人姓名').fill('演示审批领导');
    await check(director);
  });
  await expect(director.getByText('双方均已签署')).toBeVisible();

  await officer.reload();
  await act(officer, '确认拨付条件', async (dialog) => {
    await dialog.getByLabel('条件成就的依据').fill('协议已由双方签署');
  });
  // Asked for once, whatever another tab still shows and however often one goes back.
  const payee = await pageOf(browser, at(owner ?? 'applicant'));
  const other = await payee.context().newPage();
  for (const tab of [payee, other]) await tab.goto(`/app/org/projects/${shared.project}`);
  await other.getByRole('button', { name: '申请拨付', exact: true }).click();
  const dialog = other.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: '申请拨付', exact: true })).toBeEnabled();
  await act(payee, '申请拨付', async (dialog) => {
    await dialog.getByLabel(/^申请说明/).fill('申请拨付首期款');
    await check(payee);
  });
  await dialog.getByRole('button', { name: '申请拨付', exact: true }).click();
  await expect(dialog.getByText('内容已被他人修改')).toBeVisible();
  await payee.goto('/app/org/projects');
  await payee.goBack();
  await expect(payee.getByText('已申请').first()).toBeVisible();
  await expect(payee.getByRole('button', { name: '申请拨付', exact: true })).toHaveCount(0);
  await applicant.dispose();
  await api.dispose();
});

test('three hands pay the tranche through a batch and the bank', async ({ browser }) => {
  test.setTimeout(120_000);
  const maker = await pageOf(browser, at('maker'));
  const checker = await pageOf(browser, at('checker'));
  const approver = await pageOf(browser, at('approver'));

  await maker.goto('/app/finance/tranches?state=requested');
  await maker
    .getByRole('checkbox', { name: /^选择 XM/ })
    .first()
    .check();
  await expect(maker.getByText(/已选 1 条/)).toBeVisible();
  await maker.getByRole('button', { name: '编制付款单' }).click();
  await maker
    .getByRole('dialog')
    .getByRole('button', { name: /编制付款单（1 项）/ })
    .click();
  await expect(maker.getByRole('dialog').getByText('已完成 1 项')).toBeVisible();
  await check(maker);
  const number = (await maker.getByRole('dialog').getByText(/^PAY-/).textContent()) ?? '';
  await maker.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();

  // The maker may not check.
  await maker.goto('/app/finance/payments?state=draft');
  await maker.getByRole('checkbox', { name: `选择 ${number}` }).check();
  await expect(maker.getByText('没有共同可办理的事项')).toBeVisible();

  for (const [page, state, action] of [
    [checker, 'draft', '复核通过'],
    [approver, 'checked', '审批通过'],
  ] as const) {
    await page.goto(`/app/finance/payments?state=${state}`);
    await page.getByRole('checkbox', { name: `选择 ${number}` }).check();
    await page.getByRole('button', { name: action }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`${action}（1 项）`) })
      .click();
    await expect(page.getByRole('dialog').getByText('已完成 1 项')).toBeVisible();
  }

  await maker.goto('/app/finance/payments?state=approved');
  await maker.getByRole('checkbox', { name: `选择 ${number}` }).check();
  await maker.getByRole('button', { name: '编制批次' }).click();
  await expect(maker.getByRole('heading', { level: 1, name: /^PB-/ })).toBeVisible();
  const batch = maker.url();
  await act(maker, '锁定');
  await approver.goto(batch);
  await act(approver, '审批批次');
  await maker.reload();
  await act(maker, '生成报盘文件');
  const download = maker.waitForEvent('download');
  await maker.getByRole('button', { name: /下载报盘文件/ }).click();
  const file = await (await download).path();
  expect(await readFile(file, 'utf8')).toContain(number);
  await act(maker, '确认已报盘');

  const amount = (await maker.getByRole('table', { name: '批次明细' }).getByText(/^¥/).first().textContent()) ?? '';
  const clock = await Actor.of(at('maker'));
  const day = await dayOf(clock, 0);
  await clock.dispose();
  await checker.goto(batch);
  await act(checker, '导入回盘', async (dialog) => {
    await dialog.getByLabel('回盘文件（CSV）').setInputFiles({
      name: '回盘.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `支付编号,结果,金额,日期,原因\n${number},paid,${amount.replace(/[¥,]/g, '')},${day},\nPAY-9999-000001,paid,1.00,${day},\n`,
      ),
    });
    await expect(dialog.getByText('已读取 2 行')).toBeVisible();
    await check(checker);
  });
  await expect(checker.getByText(/付款成功 1 笔/)).toBeVisible();
  await expect(checker.getByText('异常，未入账')).toBeVisible();
  await expect(checker.locator('.ant-message-notice-title')).toHaveCount(0, { timeout: 10_000 });
  await check(checker);
  await expect(checker.getByText('已完成', { exact: true }).first()).toBeVisible();

  await checker.goto('/app/finance/ledger');
  await expect(checker.getByText(/项全部相符/)).toBeVisible();
});
