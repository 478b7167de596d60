import { expect, test } from '../fixtures/a11y';
import { Actor } from '../fixtures/actor';
import { signIn } from '../fixtures/session';

const OFFICER = 'officer@demo.yichuang.example';

interface Listed {
  items: { id: string; number: string; title: string; state: string }[];
}

async function publishedRound(): Promise<{ call: string; proposal: string; project: string }> {
  const officer = await Actor.of(OFFICER);
  const calls = await officer.get<Listed>('/calls?q=福建');
  const call = calls.items[0]?.id ?? '';
  const proposals = await officer.get<Listed>(`/proposals?call_id=${call}`);
  const projects = await officer.get<Listed>(`/projects?call_id=${call}`);
  await officer.dispose();
  return { call, proposal: proposals.items[0]?.id ?? '', project: projects.items[0]?.id ?? '' };
}

test('lists of the programme staff are accessible and keep their filters in the address', async ({
  page,
  accessible,
}) => {
  await signIn(page, OFFICER);
  for (const [path, heading] of [
    ['/app/staff', '工作概览'],
    ['/app/staff/calls', '征集公告'],
    ['/app/staff/organisations', '社会组织审核'],
    ['/app/staff/proposals', '资格审查'],
    ['/app/staff/notices', '公示'],
    ['/app/staff/projects', '项目'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
    await expect(page.getByText('正在加载')).toHaveCount(0);
    await accessible();
  }
  await page.goto('/app/staff/organisations');
  await page.getByRole('link', { name: '已核验' }).click();
  await expect(page).toHaveURL(/state=verified/);
  await expect(page.getByRole('table').getByText('待审核')).toHaveCount(0);
});

test('a finished round shows its result, decision, notice and project', async ({ page, accessible }) => {
  const round = await publishedRound();
  await signIn(page, OFFICER);
  await page.goto(`/app/staff/calls/${round.call}/results`);
  const ranking = page.getByRole('table', { name: '排名与资助线' });
  await expect(ranking.getByRole('row')).not.toHaveCount(0);
  await expect(page.getByText('资助线：资助总额')).toContainText('¥2,500,000.00');
  await accessible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载复算文件' }).click();
  expect((await download).suggestedFilename()).toMatch(/results-1\.json$/);
  for (const [part, text] of [
    ['decision', '立项名单'],
    ['notice', '拟立项项目'],
    ['panel', '评审组与进度'],
    ['proposals', '申报书'],
  ] as const) {
    await page.goto(`/app/staff/calls/${round.call}/${part}`);
    await expect(page.getByRole('heading', { level: 2, name: text, exact: true })).toBeVisible();
    await accessible();
  }
  await page.goto(`/app/staff/proposals/${round.proposal}`);
  await expect(page.getByRole('table', { name: '逐项审查' })).toContainText('¥250,000.00');
  await accessible();
  await page.goto(`/app/staff/projects/${round.project}`);
  await expect(page.getByRole('heading', { level: 2, name: '第 1 期拨付' })).toBeVisible();
  await accessible();
});

test('a return needs a reason for every field that is ticked', async ({ page, accessible }) => {
  await signIn(page, OFFICER);
  await page.goto('/app/staff/organisations?state=submitted');
  // No other spec decides about the one that the demonstration brings.
  await page.getByRole('main').getByRole('link', { name: '天宁区示例儿童关爱中心' }).click();
  await page.getByRole('button', { name: '退回修改' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: '退回修改' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: '登记管理机关' }).check();
  await expect(dialog.getByRole('button', { name: '退回修改' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: '登记管理机关：退回原因' }).fill('请填写登记证书上的全称');
  await expect(dialog.getByRole('button', { name: '退回修改' })).toBeEnabled();
  await accessible();
  await dialog.getByRole('button', { name: '返回' }).click();
});

test('a new call names every missing field at once', async ({ page, accessible }) => {
  await signIn(page, OFFICER);
  await page.goto('/app/staff/calls/new');
  await page.getByRole('radio', { name: /街道微创投/ }).check();
  await page.getByText('查看所选方案的全部规则').click();
  await expect(page.getByRole('heading', { name: '申报条件' })).toBeVisible();
  await page.getByRole('button', { name: '保存为草稿' }).click();
  await expect(page.getByText('必填').first()).toBeVisible();
  await accessible();
});
