import { expect, test } from '../fixtures/a11y';
import { as, email, openCall, propose } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { paste } from '../fixtures/steps';

test('the workspace of an organisation is accessible on every page', async ({ page, accessible }) => {
  test.setTimeout(120_000);
  await signIn(page, email('applicant'));
  for (const [path, heading] of [
    ['/app/org', '概览'],
    ['/app/org/organisation', /天宁区示例/],
    ['/app/org/organisation/new', '登记社会组织'],
    ['/app/org/proposals', '我的申报书'],
    ['/app/org/proposals/new', '新建申报'],
    ['/app/org/projects', '我的项目'],
    ['/app/org/tranches', '拨付进度'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.getByText('正在加载')).toHaveCount(0);
    await accessible();
  }
});

test('the credit code is checked as it is typed', async ({ page, accessible }) => {
  test.setTimeout(60_000);
  await signIn(page, email('applicant'));
  await page.goto('/app/org/organisation/new');
  const code = page.getByLabel('统一社会信用代码');
  await code.fill('5231O');
  await expect(page.getByText('第 5 位“O”')).toBeVisible();
  await code.fill('52310115MJ90000229');
  await expect(page.getByText('校验位不符，请逐位核对')).toBeVisible();
  await accessible();
  await code.fill('52310115mj9000022d');
  await expect(page.getByText('校验通过：社会服务机构')).toBeVisible();
});

test('a proposal is written, checked, submitted and withdrawn', async ({ page, accessible }) => {
  test.setTimeout(120_000);
  const call = await openCall(`端到端征集 ${Date.now()}`, 86_400);
  await signIn(page, email('applicant'));
  await page.goto('/app/org/proposals/new');
  await page.getByRole('link', { name: `开始申报：${call.title}` }).click();
  await page.getByRole('button', { name: '创建申报书' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '（未填写项目名称）' })).toBeVisible();
  await accessible();

  await page.getByRole('link', { name: '继续填写：基本信息' }).click();
  await page.getByLabel('项目名称').fill('社区老人助餐项目');
  await page.getByLabel('项目类别').selectOption({ index: 1 });
  await page.getByLabel('项目概述').fill('为独居老人提供助餐。');
  await page.getByRole('link', { name: /下一项/ }).click();
  await page.getByLabel('需求分析').fill('社区有独居老人 312 人。');
  await page.getByLabel('项目目标').fill('一年服务 150 人。');
  await page.getByRole('link', { name: /下一项/ }).click();
  await page.getByRole('link', { name: /下一项/ }).click();
  await page.getByRole('button', { name: '增加指标' }).click();
  await page.getByLabel('指标名称').fill('服务人数');
  await page.getByLabel('计量单位').fill('人');
  await page.getByLabel('目标值').fill('150');
  await page.getByRole('link', { name: /下一项/ }).click();
  await page.getByRole('button', { name: '增加服务对象' }).click();
  await page.getByLabel('服务对象类别').fill('老年人');
  await page.getByLabel('人数', { exact: false }).last().fill('150');
  await page.getByRole('link', { name: /下一项/ }).click();

  // The budget: one line typed, one added by Enter, two pasted from a spreadsheet.
  await page.getByRole('button', { name: '增加一行' }).first().click();
  const grant = page.getByRole('region', { name: '资助资金预算' });
  await grant.getByLabel('科目 （第 1 行）').selectOption({ label: '业务活动费' });
  await grant.getByLabel('支出内容 （第 1 行）').fill('助餐耗材');
  await grant.getByLabel('单价 （第 1 行）').fill('500.10');
  await grant.getByLabel('数量 （第 1 行）').fill('40');
  await expect(grant).toContainText('¥20,004.00');
  await grant.getByLabel('数量 （第 1 行）').press('Enter');
  await expect(grant.getByLabel('科目 （第 2 行）')).toBeFocused();
  await paste(page, '业务活动费\t活动场地\t"1,000"\t10\t10000\n业务活动费\t志愿者保险\t0.1\t3\t0.3');
  await expect(grant).toContainText('¥30,004.30');
  const matching = page.getByRole('region', { name: '配套资金预算' });
  await matching.getByRole('button', { name: '增加一行' }).click();
  await matching.getByLabel('科目 （第 1 行）').selectOption({ label: '业务活动费' });
  await matching.getByLabel('支出内容 （第 1 行）').fill('自筹');
  await matching.getByLabel('单价 （第 1 行）').fill('1000');
  await matching.getByLabel('数量 （第 1 行）').fill('1');
  const limits = page.getByRole('region', { name: '合计与限额' });
  await expect(limits).toContainText('不足');
  await matching.getByLabel('单价 （第 1 行）').fill('30004.30');
  await expect(limits).not.toContainText('不足');
  await expect(page.getByText(/已保存 \d\d:\d\d/)).toBeVisible();
  await accessible();

  // The call asks for a need of the public list.
  const budget = page.url();
  const needs = page.getByRole('link', { name: '对应的需求' });
  if (await needs.isHidden()) await page.getByRole('link', { name: '填报总览' }).click();
  await needs.first().click();
  await page
    .getByRole('button', { name: /选择需求/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: /移除需求/ })).toBeVisible();
  await accessible();
  await page.goto(budget);

  // Over the cap is said at once, and refused by the check.
  await grant.getByLabel('单价 （第 1 行）').fill('500000');
  await expect(limits).toContainText('超出');
  await page.getByRole('button', { name: '检查并提交' }).click();
  await expect(page.getByText(/项需要处理/)).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: /申请资助金额.*上限/ }).click();
  await grant.getByLabel('单价 （第 1 行）').fill('500.10');
  await page.getByRole('button', { name: '检查并提交' }).click();
  await expect(page.getByText('检查通过，可以预览并提交。')).toBeVisible();
  await page.getByRole('link', { name: '下一步：预览' }).click();
  await expect(page.getByText('志愿者保险')).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: '下一步：声明并提交' }).click();
  await expect(page.getByRole('button', { name: '提交申报书' })).toBeDisabled();
  await page.getByLabel('本人有权代表申报单位作出上述声明').check();
  await page.getByRole('button', { name: '提交申报书' }).click();

  await expect(page).toHaveURL(/\/receipt$/);
  await expect(page.getByText(/回执编号：P\d{4}-\d{4}/)).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await expect(page.getByText('人民币叁万零肆元叁角').first()).toBeVisible();
  await accessible();

  await page.getByRole('link', { name: '查看申报书' }).click();
  await page.getByRole('button', { name: '撤回申报' }).click();
  const dialog = page.getByRole('dialog');
  await accessible();
  await dialog.getByLabel('理由').fill('端到端检查结束');
  await dialog.getByRole('button', { name: '撤回申报' }).click();
  await expect(page.getByRole('status').filter({ hasText: '撤回申报：已完成' })).toBeVisible();
});

test('two people at once: both versions are shown and nothing is overwritten', async ({ page, accessible }) => {
  test.setTimeout(90_000);
  const call = await openCall(`端到端冲突 ${Date.now()}`, 86_400);
  const proposal = await propose('applicant', call, '原来的名称', false);
  await signIn(page, email('applicant'));
  await page.goto(`/app/org/proposals/${proposal.id}?section=basic`);
  await expect(page.getByLabel('项目名称')).toHaveValue('原来的名称');
  await as('editor', async (editor) => {
    const seen = await editor.get<typeof proposal>(`/proposals/${proposal.id}`);
    await editor.send('PATCH', `/proposals/${proposal.id}`, { title: '同事的名称' }, seen);
  });
  await page.getByLabel('项目名称').fill('我的名称');
  const dialog = page.getByRole('dialog', { name: '该内容已被他人修改' });
  await expect(dialog).toContainText('同事的名称');
  await accessible();
  await dialog.getByRole('button', { name: '保留我的版本' }).click();
  await expect(page.getByText(/已保存 \d\d:\d\d/)).toBeVisible();
  const kept = await as('editor', (editor) => editor.get<typeof proposal>(`/proposals/${proposal.id}`));
  expect(kept.title).toBe('我的名称');
  await as('applicant', (owner) =>
    owner.send('POST', `/proposals/${proposal.id}/withdraw`, { reason: '检查结束' }, kept),
  );
});
