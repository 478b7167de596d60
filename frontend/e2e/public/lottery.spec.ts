import { expect, test } from '../fixtures/a11y';

test('everybody reads how lottery money was used, and funded projects carry the mark', async ({
  page,
  accessible,
}, info) => {
  await page.goto('/');
  await page.getByRole('link', { name: '福彩公益金公示' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '福利彩票公益金使用公示' })).toBeVisible();
  await expect(page.getByText('演示数据').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: '按资金和预算科目' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('lottery.png'), fullPage: true });
  await page.getByRole('navigation', { name: '年度' }).getByRole('link', { name: '2022' }).click();
  await expect(page.getByRole('heading', { name: '2022 年度收支' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('projects.png'), fullPage: true });
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: info.outputPath('paper.png'), fullPage: true });
  await page.emulateMedia({ media: 'screen' });

  const project = page.getByRole('rowheader').getByRole('link').first();
  await project.click();
  await expect(page.getByText('彩票公益金资助——中国福利彩票')).toBeVisible();
  await accessible();

  await page.goto('/lottery-funds?year=2001');
  await expect(page.getByRole('heading', { level: 1, name: '福利彩票公益金使用公示' })).toBeVisible();
  await accessible();
  await page.goto('/lottery-funds?year=2088');
  await expect(page.getByText('2088 年没有福彩公益金收支')).toBeVisible();
  await accessible();
});
