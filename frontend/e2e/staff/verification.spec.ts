import { expect, test } from '../fixtures/a11y';
import { signIn } from '../fixtures/session';

const OFFICER = 'officer@demo.yichuang.example';

test('the queue shows who waits longest, marks late ones, and keeps its filters in the address', async ({
  page,
  accessible,
}) => {
  await signIn(page, OFFICER);
  await page.goto('/app/staff/verifications');
  await expect(page.getByRole('heading', { level: 1, name: '登记核验', exact: true })).toBeVisible();
  const table = page.getByRole('table', { name: '登记核验' });
  await expect(table.getByText('天宁区示例康复服务社')).toBeVisible();
  await expect(table.getByText('超期').first()).toBeVisible();
  await accessible();
  await page.getByRole('navigation', { name: '类别' }).getByRole('link', { name: '信息变更' }).click();
  await expect(page).toHaveURL(/kind=change/);
  await expect(table.getByText('天宁区示例康复服务社')).toHaveCount(0);
  await page.goto('/app/staff/verifications?show=late');
  await expect(table.getByText('天宁区示例康复服务社')).toBeVisible();
});

test('a registration that came back shows what changed beside what was typed', async ({ page, accessible }) => {
  await signIn(page, OFFICER);
  await page.goto('/app/staff/verifications');
  await page.getByRole('link', { name: '天宁区示例邻里互助会' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '天宁区示例邻里互助会' })).toBeVisible();
  const fields = page.getByRole('table', { name: '填写内容与依据' });
  await expect(fields.getByText('请按章程填写全部业务范围')).toBeVisible();
  await expect(fields.getByText('已修改')).toBeVisible();
  await accessible();
  const first = page.url();
  await page.keyboard.press('k');
  await expect(page).not.toHaveURL(first);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('天宁区示例邻里互助会');
  await page.keyboard.press('j');
  await expect(page).toHaveURL(first);
  await page.getByRole('button', { name: '核验通过' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await accessible();
  await page.keyboard.press('Escape');
});

test('the record of an organisation has its parts, each with its own address', async ({ page, accessible }) => {
  await signIn(page, OFFICER);
  await page.goto('/app/staff/organisations?q=示例社会工作');
  await page.getByRole('link', { name: '天宁区示例社会工作服务中心' }).first().click();
  for (const [part, heading] of [
    ['年检与名录', '年度检查'],
    ['证照', '证照与文件'],
    ['人员', '工作人员与社会工作者'],
    ['收款账户', '收款账户'],
    ['申报资格', '申报资格'],
    ['历程', '组织历程'],
  ] as const) {
    await page.getByRole('navigation', { name: '组织档案' }).getByRole('link', { name: part, exact: true }).click();
    await expect(page.getByRole('heading', { level: 2, name: heading, exact: true })).toBeVisible();
    await expect(page.getByText('正在加载')).toHaveCount(0);
    await accessible();
  }
});
