import { expect, test } from '../fixtures/a11y';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { newCode } from '../fixtures/uscc';

const HEAD = '组织名称*,统一社会信用代码*,组织类型*,所在地区*,负责人邮箱*';

test('a sheet is looked at cell by cell, corrected and imported', async ({ page, accessible }, info) => {
  test.setTimeout(60_000);
  await signIn(page, email('officer'));
  await page.goto('/app/staff/organisations');
  await page.getByRole('link', { name: '批量导入组织' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '批量导入组织' })).toBeVisible();
  await accessible();
  const name = `天宁区导入示例${crypto.randomUUID().slice(0, 6)}服务中心`;
  const right = `${name},${newCode()},社会服务机构,常州市天宁区,owner-${crypto.randomUUID().slice(0, 6)}@example.org`;
  const choose = (text: string) =>
    page
      .getByLabel('文件', { exact: true })
      .setInputFiles({ name: '社会组织.csv', mimeType: 'text/csv', buffer: Buffer.from(`${HEAD}\n${text}\n`) });
  await page.getByLabel('导入到').selectOption({ label: '常州市天宁区' });
  await choose(`${right}\n示例,52310115MJ9000022X,公司,火星,nobody`);
  await expect(page.getByText('有 4 处需要更正')).toBeVisible();
  const faults = page.getByRole('table', { name: '需要更正' });
  await expect(faults.getByRole('row', { name: /B3/ })).toContainText('校验位不符');
  await accessible();
  await page.screenshot({ path: info.outputPath('faults.png'), fullPage: true });
  await choose(right);
  await page.getByRole('button', { name: '导入 1 个组织' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '导入 1 个组织' }).click();
  await expect(page.getByRole('table', { name: '导入结果' }).getByRole('link', { name })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('result.png'), fullPage: true });
});
