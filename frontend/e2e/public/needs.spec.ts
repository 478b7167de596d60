import { expect, test } from '../fixtures/a11y';
import { as, email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

const WORDS = `小区东门没有斑马线，老人孩子过马路很危险，希望设人行横道（检查 ${Date.now() % 100_000}）`;

test('the public list leads by area, category and words to a need and what became of it', async ({
  page,
  accessible,
}) => {
  await page.goto('/needs');
  await expect(page.getByRole('heading', { level: 1, name: '需求清单' })).toBeVisible();
  await expect(page.getByRole('link', { name: '独居老人助餐点' })).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: '助残服务' }).click();
  await expect(page.getByRole('link', { name: '残障青年就业技能培训' })).toBeVisible();
  await expect(page.getByRole('link', { name: '独居老人助餐点' })).toHaveCount(0);
  await page.goto('/needs?q=助餐');
  await page.getByRole('link', { name: '独居老人助餐点' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '独居老人助餐点' })).toBeVisible();
  await expect(page.getByText('另有 1 条相同反映已合并')).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '我也有这个需求' }).click();
  await page.getByLabel('电子邮箱').fill('nobody');
  await page.getByRole('button', { name: '发送确认邮件' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await accessible();
});

test('a resident reports in three fields, follows by the code, adds something and takes it back', async ({
  page,
  accessible,
}) => {
  test.setTimeout(60_000);
  await page.goto('/needs/report');
  await accessible();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('需要什么');
  await accessible();
  await page.getByLabel('需要什么').fill(WORDS);
  await page.getByLabel('在哪里').selectOption({ label: '　采菱社区' });
  await page.getByLabel('怎样联系您').fill('13861234567');
  // Nothing typed is lost when the page is opened again.
  await page.reload();
  await expect(page.getByLabel('需要什么')).toHaveValue(WORDS);

  // Without a network the report waits on the device and goes out by itself, once.
  await page.waitForTimeout(3500);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByText('网络不通，内容已保存在本机')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { level: 1, name: '已收到您的需求' })).toBeVisible();
  await accessible();
  const code = (await page.locator('.need-receipt__code').textContent()) ?? '';

  await page.goto('/needs/follow');
  await accessible();
  await page.getByLabel('查询码').fill('2222-2222-2223');
  await page.getByRole('button', { name: '查询' }).click();
  await expect(page.getByText('没有找到。请检查查询码是否有误。')).toBeVisible();
  await page.getByLabel('查询码').fill(code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: '查询' }).click();
  await expect(page.getByText(WORDS)).toBeVisible();
  await expect(page.getByText('138****4567')).toBeVisible();
  await page.getByLabel('补充内容').fill('早晚高峰最危险');
  await page.getByRole('button', { name: '提交补充' }).click();
  await expect(page.getByText('早晚高峰最危险').first()).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '撤回' }).click();
  await page.getByRole('button', { name: '确定撤回' }).click();
  await expect(page.getByText('已撤回').first()).toBeVisible();
});

test('who is signed in endorses with one click, and once', async ({ page, accessible }) => {
  const need = await as('officer', async (officer) => {
    const made = await officer.send<{ id: string; version: number }>('POST', '/needs', {
      area_code: '320402000000',
      words: '广场上没有饮水点，跳舞的老人希望装一个',
      source: 'survey',
      title: `广场饮水点 ${Date.now() % 100_000}`,
      description: '广场活动的老人多，附近没有饮水点。演示数据。',
      category: 'elderly',
      target_group: '老年居民',
      head_count: 80,
    });
    const accepted = await officer.send<typeof made>('POST', `/needs/${made.id}/accept`, {}, made);
    return officer.send<typeof made>('POST', `/needs/${made.id}/publish`, undefined, accepted);
  });
  await signIn(page, email('resident'));
  await page.goto(`/needs/${need.id}`);
  await page.getByRole('button', { name: '我也有这个需求' }).click();
  await expect(page.getByText('已计入您的附议。')).toBeVisible();
  await expect(page.locator('.need-endorse__count')).toContainText('1');
  await page.reload();
  await page.getByRole('button', { name: '我也有这个需求' }).click();
  await expect(page.getByText('您已经附议过，不重复计算。')).toBeVisible();
  await accessible();
});
