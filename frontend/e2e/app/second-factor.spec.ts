import { createHmac } from 'node:crypto';
import { checkAtBothWidths, expect, test } from '../fixtures/a11y';
import { freshApprover } from '../fixtures/account';
import { Actor, pageOf, type Versioned } from '../fixtures/actor';
import { PASSWORD } from '../fixtures/session';

/** What an authenticator does with a key in base 32 (RFC 6238). */
function codeOf(key: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replaceAll(' ', '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** A fresh approver of the district's finance, and money that waits for them. */
async function approver(name: string): Promise<{ email: string; fund: string }> {
  const email = await freshApprover(name);
  const maker = await Actor.of('maker@demo.yichuang.example');
  const fund = `两步验证资金 ${name}`;
  const made2 = await maker.send<Versioned>('POST', '/funds', {
    code: `SF-${name.slice(-8)}`,
    name: fund,
    source: 'welfare_lottery',
    area_code: '320402000000',
  });
  await maker.send('POST', `/funds/${made2.id}/allotments`, {
    fiscal_year: 2026,
    budget_line: '2296002 为老服务',
    document_no: `测财〔2026〕${name}`,
    amount: '1000.00',
  });
  await maker.dispose();
  return { email, fund };
}

test('a second factor is set up, asked for where money is signed for and at the door, and turned off', async ({
  page,
  browser,
}) => {
  const { email, fund } = await approver(`sf-${Date.now()}`);
  // A desk that was logged in before the factor was set up.
  const desk = await pageOf(browser, email);
  await desk.goto('/app/finance/funds');

  await page.goto('/login');
  const enter = async () => {
    await page.getByLabel('邮箱').fill(email);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  };
  await enter();
  await page.waitForURL(/\/app/);
  await page.goto('/app/account');
  await expect(page.getByText('尚未设置')).toBeVisible();
  await checkAtBothWidths(page);
  await page.getByRole('button', { name: '设置两步验证' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('当前密码').fill(PASSWORD);
  await dialog.getByRole('button', { name: '继续' }).click();
  await expect(dialog.getByRole('img', { name: '供验证器应用扫描的二维码' })).toBeVisible();
  await checkAtBothWidths(page);
  const key = (await dialog.locator('code').textContent()) ?? '';
  await dialog.getByLabel('动态口令').fill(codeOf(key));
  await dialog.getByRole('button', { name: '启用' }).click();
  await expect(dialog.getByText('请保存恢复码')).toBeVisible();
  await checkAtBothWidths(page);
  const codes = await dialog.locator('code').allTextContents();
  expect(codes).toHaveLength(10);
  await dialog.getByRole('button', { name: '我已保存' }).click();
  await expect(page.getByText('已启用', { exact: true })).toBeVisible();

  const waiting = desk.getByRole('region', { name: new RegExp(fund) });
  await waiting.getByRole('button', { name: '批准' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '批准' }).click();
  const asked = desk.getByRole('dialog', { name: '请输入动态口令' });
  await asked.getByLabel('动态口令或恢复码').fill('000000');
  await asked.getByRole('button', { name: '确认并继续' }).click();
  await expect(asked.getByRole('alert')).toContainText('不正确');
  await checkAtBothWidths(desk);
  await asked.getByLabel('动态口令或恢复码').fill(codes[0] ?? '');
  await asked.getByRole('button', { name: '确认并继续' }).click();
  await expect(desk.getByRole('dialog')).toHaveCount(0);
  await expect(waiting.getByRole('button', { name: '批准' })).toHaveCount(0);
  await desk.context().close();

  await page.context().clearCookies();
  await page.goto('/login');
  await enter();
  await expect(page.getByRole('alert')).toContainText('请输入动态口令');
  await checkAtBothWidths(page);
  await page.getByLabel('动态口令').fill(codes[1] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL(/\/app/);
  await page.goto('/app/account');
  await page.getByRole('button', { name: '停用' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('动态口令或恢复码')
    .fill(codes[2] ?? '');
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await expect(page.getByText('尚未设置')).toBeVisible();
});
