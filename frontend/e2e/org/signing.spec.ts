import { expect, test } from '../fixtures/a11y';
import { as, email, openCall, propose } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('a proposal is returned and signed by the owner, submitted, and its receipt verified by anybody', async ({
  page,
  accessible,
}) => {
  test.setTimeout(120_000);
  const call = await openCall(`端到端签署 ${Date.now()}`, 86_400, { sign_off: 'owner' });
  const proposal = await propose('applicant', call, '需要签署的项目', false);
  await as('editor', async (editor) => {
    const seen = await editor.get<typeof proposal>(`/proposals/${proposal.id}`);
    await editor.send('POST', `/proposals/${proposal.id}/ask-signature`, undefined, seen);
  });
  await signIn(page, email('applicant'));
  await page.goto(`/app/org/proposals/${proposal.id}`);
  await expect(page.getByText('已请求签署，等待负责人处理。')).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: '查看并签署' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '负责人签署' })).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/).first()).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '退回修改' }).click();
  await page.getByRole('dialog').getByLabel('理由').fill('请把项目名称写完整');
  await page.getByRole('dialog').getByRole('button', { name: '退回修改' }).click();
  await expect(page.getByText('请把项目名称写完整')).toBeVisible();

  await as('editor', async (editor) => {
    const seen = await editor.get<typeof proposal>(`/proposals/${proposal.id}`);
    const saved = await editor.send<typeof proposal>(
      'PATCH',
      `/proposals/${proposal.id}`,
      { title: '需要签署的社区助餐项目' },
      seen,
    );
    await editor.send('POST', `/proposals/${proposal.id}/ask-signature`, undefined, saved);
  });
  await page.reload();
  await page.getByRole('button', { name: '签署申报书' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('签署人姓名').fill('林芳');
  await dialog.getByLabel('本人已阅读全文，同意提交').check();
  await accessible();
  await dialog.getByRole('button', { name: '签署申报书' }).click();
  await expect(page.getByText('负责人已签署，可以提交。')).toBeVisible();

  await page.goto(`/app/org/proposals/${proposal.id}/submit?step=declare`);
  await page.getByLabel('本人有权代表申报单位作出上述声明').check();
  await page.getByRole('button', { name: '提交申报书' }).click();
  await expect(page).toHaveURL(/\/receipt$/);
  await expect(page.getByRole('link', { name: '下载提交内容（JSON）' })).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: '验证回执' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '验证申报回执' })).toBeVisible();
  await expect(page.getByText('回执真实有效，为最近一次提交。')).toBeVisible();
  await expect(page.getByText('社区助餐')).toHaveCount(0);
  await accessible();
  await page.getByLabel('回执编号').fill('P2020-0001');
  await page.getByRole('button', { name: '验证' }).click();
  await expect(page.getByText('没有与此相符的回执。')).toBeVisible();
});

test('rows of plan, team and risks are written, and an earlier proposal is copied into another call', async ({
  page,
  accessible,
}) => {
  test.setTimeout(120_000);
  const stamp = Date.now();
  const first = await openCall(`端到端复制甲 ${stamp}`, 86_400);
  const second = await openCall(`端到端复制乙 ${stamp}`, 86_400);
  const proposal = await propose('applicant', first, `被复制的项目 ${stamp}`, false);
  await signIn(page, email('applicant'));
  await page.goto(`/app/org/proposals/${proposal.id}?section=plan`);
  await page.getByRole('button', { name: '增加计划' }).click();
  await page.getByLabel('月份').fill('2027-03');
  await page.getByLabel('活动（第 1 行）', { exact: true }).fill('走访登记');
  await page.getByLabel('地点').fill('翠竹社区');
  await page.getByLabel('目标（第 1 行）').fill('120 户');
  await page.getByLabel('预算占比（%）').fill('20');
  await page.getByRole('button', { name: '增加成员' }).click();
  await page.getByLabel('姓名').fill('陈晓');
  await page.getByLabel('项目分工').fill('负责人');
  await page.getByRole('button', { name: '增加风险' }).click();
  await page.getByLabel('风险（第 1 行）').fill('志愿者流失');
  await page.getByLabel('程度').selectOption({ label: '中' });
  await page.getByLabel('应对措施（第 1 行）').fill('后备名单');
  await expect(page.getByText('预算占比合计：20%')).toBeVisible();
  await expect(page.getByText(/已保存 \d\d:\d\d/)).toBeVisible();
  await accessible();
  await page.reload();
  await expect(page.getByLabel('活动（第 1 行）', { exact: true })).toHaveValue('走访登记');
  await page.getByRole('link', { name: '填报总览' }).click();
  await expect(page.getByRole('heading', { name: '填报记录' })).toBeVisible();
  await accessible();
  await as('applicant', async (owner) => {
    const seen = await owner.get<typeof proposal>(`/proposals/${proposal.id}`);
    await owner.send('POST', `/proposals/${proposal.id}/submit`, undefined, seen);
  });
  await page.goto(`/app/org/proposals/${proposal.id}`);
  await expect(page.getByText('走访登记')).toBeVisible();
  await page.getByRole('button', { name: '复制到其他征集' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(new RegExp(second.title)).check();
  await accessible();
  await dialog.getByRole('button', { name: '复制到其他征集' }).click();
  await dialog.getByRole('link', { name: /打开新申报书/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: `被复制的项目 ${stamp}` })).toBeVisible();
});
