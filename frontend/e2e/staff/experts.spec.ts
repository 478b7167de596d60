import { expect, test } from '../fixtures/a11y';
import { as, email, openCall, propose, until } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { act } from '../fixtures/steps';

test('experts are listed, narrowed, registered and approved by somebody else', async ({ page, accessible }, info) => {
  test.setTimeout(120_000);
  await signIn(page, email('officer'));
  await page.goto('/app/staff/experts');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('评审专家库');
  await expect(page.getByRole('link', { name: '演示评审专家1', exact: true })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('experts.png'), fullPage: true });
  await page.goto('/app/staff/experts?state=approved&speciality=finance&area_code=350000000000');
  await expect(page.getByText('正在加载')).toHaveCount(0);
  await expect(page.getByLabel('专长', { exact: true })).toHaveValue('finance');
  await accessible();

  await page.goto('/app/staff/experts/new');
  const name = `示例专家${info.project.name}`;
  await page.getByLabel('电子邮箱').fill(`expert-${info.project.name}-${Date.now()}@test.example`);
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('职称职务').fill('高级社会工作师');
  await page.getByLabel('手机').fill('13800001111');
  await page.getByLabel('地区').selectOption({ label: '常州市天宁区' });
  await page.getByRole('checkbox', { name: '为老服务' }).check();
  await page.getByLabel('单位名称').fill('示例大学（演示数据）');
  await accessible();
  await page.screenshot({ path: info.outputPath('new.png'), fullPage: true });
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await act(page, '提交审核');
  await expect(page.getByText('须由另一人办理')).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('waiting.png'), fullPage: true });

  const address = page.url();
  await signIn(page, email('director'));
  await page.goto('/app/staff/experts?state=submitted');
  await page.getByRole('checkbox', { name: new RegExp(name) }).check();
  await page.getByRole('button', { name: '批量审核（1）' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确认' }).click();
  await expect(page.getByRole('dialog').getByRole('status')).toContainText(name);
  await accessible();
  await page.goto(address);
  await expect(page.getByText('已入库')).toBeVisible();
});

test('a sheet of experts is looked at before it is imported', async ({ page, accessible }, info) => {
  await signIn(page, email('officer'));
  await page.goto('/app/staff/experts/import');
  await page.getByLabel('选择表格').setInputFiles({
    name: '专家.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('姓名,电子邮箱,地区,专长\n王,不是邮箱,没有的地区,天文\n'),
  });
  await expect(page.getByRole('alert')).toContainText('处需要更正');
  await accessible();
  await page.screenshot({ path: info.outputPath('faults.png'), fullPage: true });
});

test('an expert keeps the own record up to date', async ({ page, accessible }, info) => {
  // Both widths run at once, each on a record of its own.
  await signIn(page, email(info.project.name === 'phone' ? 'reviewer3' : 'reviewer2'));
  await page.goto('/app/review/expert');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('我的专家档案');
  await accessible();
  await page.screenshot({ path: info.outputPath('own.png'), fullPage: true });
  await page.getByRole('button', { name: '修改档案' }).click();
  await expect(page.getByLabel('姓名')).toBeDisabled();
  await page.getByLabel('手机').fill('13900002222');
  await accessible();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('13900002222')).toBeVisible();
});

test('a panel is drawn in the open', async ({ page, accessible }, info) => {
  test.setTimeout(180_000);
  const call = await openCall(`抽取演示${info.project.name}${Date.now()}`, 6);
  await propose('applicant2', call, `抽取演示项目${info.project.name}`, true);
  const { closes_at } = await as('officer', (officer) => officer.get<{ closes_at: string }>(`/calls/${call.id}`));
  await until(Date.parse(closes_at));
  await as('officer', async (officer) => {
    const now = await officer.get<{ id: string; version: number; available_actions: never[] }>(`/calls/${call.id}`);
    await officer.send('POST', `/calls/${call.id}/start-screening`, undefined, now);
  });
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/panel`);
  await expect(page.getByRole('heading', { name: '随机抽取评委' })).toBeVisible();
  await page.getByText('查看候选人').click();
  await accessible();
  await page.screenshot({ path: info.outputPath('announce.png'), fullPage: true });
  await page.getByLabel('随机源', { exact: true }).fill('中国福利彩票双色球（演示）');
  const clock = await as('officer', (officer) => officer.get<{ now: string }>('/clock'));
  const soon = new Date(Math.ceil(Date.parse(clock.now) / 60_000 + 0.05) * 60_000);
  const shanghai = new Date(soon.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
  await page.getByLabel('开奖时间').fill(shanghai);
  await page.getByLabel('监督人').selectOption({ label: '演示审计' });
  await page.getByLabel('允许的冲突件数').fill('1');
  await page.getByRole('button', { name: '公布名单摘要' }).click();
  await expect(page.getByText('已承诺待开奖')).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('committed.png'), fullPage: true });
  await until(soon.getTime());
  await page.reload();
  await act(page, '抽取', (dialog) => dialog.getByLabel('开奖结果').fill('03 08 11'));
  await expect(page.getByText('待监督确认')).toBeVisible();
  await signIn(page, email('auditor'));
  await page.goto(`/app/staff/calls/${call.id}/panel`);
  await act(page, '监督确认');
  await expect(page.getByText('已确认')).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('confirmed.png'), fullPage: true });
  await page.goto(`/calls/${call.id}`);
  await expect(page.getByRole('link', { name: '下载抽取文件' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('public.png'), fullPage: true });
});
