import { expect, test } from '../fixtures/a11y';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { act } from '../fixtures/steps';

test('a donation is entered by one person, confirmed by another, and everybody sees it', async ({
  page,
  accessible,
}, info) => {
  test.setTimeout(120_000);
  const donor = `示例物业服务有限公司 ${info.project.name} ${Date.now() % 100_000}`;
  await signIn(page, email('maker'));
  await page.goto('/app/finance/donations');
  await expect(page.getByRole('heading', { level: 1, name: '社区基金捐赠' })).toBeVisible();
  await expect(page.getByRole('table', { name: '社区基金捐赠' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('donations.png'), fullPage: true });

  await page.getByRole('button', { name: '登记捐赠' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('捐入基金').selectOption({ label: '红梅街道社区公益基金（演示数据）' });
  await form.getByLabel('捐赠类型').selectOption({ label: '货币' });
  await form.getByLabel('捐赠人', { exact: true }).fill(donor);
  await form.getByLabel('捐赠人类别').selectOption({ label: '企业' });
  await form.getByLabel('金额（元）').fill('1200.00');
  await form.getByLabel('定向用途（选填）').fill('独居老人助餐');
  await form.getByLabel('收到日期').fill('2099-01-01');
  await form.getByLabel('收到日期').press('Enter');
  await accessible();
  await page.screenshot({ path: info.outputPath('form.png'), fullPage: true });
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByText('不能晚于今天').first()).toBeVisible();
  await accessible();
  await form.getByLabel('收到日期').fill('2026-01-05');
  await form.getByLabel('收到日期').press('Enter');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(donor) })).toBeVisible();
  const address = page.url();
  await accessible();

  await signIn(page, email('checker'));
  await page.goto(address);
  await act(page, '核实到账');
  await expect(page.getByText('已确认').first()).toBeVisible();
  await expect(page.getByText('壹仟贰佰元整')).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('donation.png'), fullPage: true });

  await page.getByRole('link', { name: '查看该基金的公示页面' }).click();
  await expect(page.getByRole('rowheader', { name: donor })).toBeVisible();
  await expect(page.getByText('匿名爱心人士').first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('fund.png'), fullPage: true });
});

test('donated goods are handed out, and whoever reads the portal finds where they went', async ({
  page,
  accessible,
}, info) => {
  test.setTimeout(120_000);
  const recipient = `红梅社区低保家庭 ${info.project.name} ${Date.now() % 100_000}`;
  await signIn(page, email('maker'));
  await page.goto('/app/finance/donations?state=confirmed&kind=in_kind');
  await page.getByRole('link', { name: /^JZ/ }).first().click();
  await page.getByRole('button', { name: '发放物资' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('领受方').fill(recipient);
  await dialog.getByLabel('物资').fill('大米 1 袋');
  await dialog.getByLabel('价值（元）').fill('50.00');
  const today = await page.evaluate(async () => (await (await fetch('/api/v1/clock')).json()).today as string);
  await dialog.getByLabel('发放日期').fill(today);
  await dialog.getByLabel('发放日期').press('Enter');
  await accessible();
  await page.screenshot({ path: info.outputPath('handout.png'), fullPage: true });
  await dialog.getByRole('button', { name: '发放物资' }).click();
  await expect(page.getByRole('rowheader', { name: recipient })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('goods.png'), fullPage: true });

  await page.goto('/');
  await page.getByRole('link', { name: '社区公益基金' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '社区公益基金' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('funds.png'), fullPage: true });
  await page.getByRole('link', { name: /红梅街道社区公益基金/ }).click();
  await expect(page.getByText(`已发放给${recipient}：大米 1 袋`)).toBeVisible();
  await accessible();
});
