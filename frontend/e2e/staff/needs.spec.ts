import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/a11y';
import { as, email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

const STAMP = Date.now() % 100_000;

/** A need of its own, still without an answer. */
function reported(words: string): Promise<{ id: string; number: string; version: number }> {
  return as('community', (community) =>
    community.send('POST', '/needs', { area_code: '320402000000', words, source: 'hotline', place: '12幢' }),
  );
}

async function act(page: Page, name: string, reason?: string): Promise<void> {
  await page.getByRole('group', { name: '办理' }).getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  if (reason) await dialog.getByRole('textbox').last().fill(reason);
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test('a need is answered, put into words for everybody and published', async ({ page, accessible }) => {
  test.setTimeout(90_000);
  const need = await reported(`12幢李阿姨说健身器材坏了没人修（${STAMP}）`);
  await signIn(page, email('officer'));
  await page.goto('/app/staff/needs?waiting_on=me');
  await expect(page.getByRole('link', { name: /健身器材坏了/ }).first()).toBeVisible();
  await accessible();
  await page.goto(`/app/staff/needs/${need.id}`);
  await expect(page.getByText('12幢李阿姨说健身器材坏了没人修')).not.toHaveCount(0);
  await accessible();
  await act(page, '受理', '已受理，安排维修。');
  await expect(page.getByText('已受理，安排维修。').first()).toBeVisible();
  await expect(page.getByRole('button', { name: '发布', exact: true })).toBeDisabled();
  await page.getByRole('link', { name: '编辑发布内容' }).click();
  await accessible();
  await page.getByLabel('标题').fill(`健身器材维修 ${STAMP}`);
  await page.getByLabel('说明').fill('小区健身器材损坏较多，需要维修。演示数据。');
  await page.getByLabel('服务对象').fill('小区居民');
  await page.getByLabel('涉及人数').fill('200');
  await page.getByLabel('类别', { exact: true }).selectOption({ label: '社区治理' });
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `健身器材维修 ${STAMP}` })).toBeVisible();
  await act(page, '发布');
  await page.getByRole('link', { name: '查看公开页面' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `健身器材维修 ${STAMP}` })).toBeVisible();
  await expect(page.getByText('李阿姨')).toHaveCount(0);
});

test('two needs side by side are merged, others are answered in bulk with an outcome for each', async ({
  page,
  accessible,
}) => {
  test.setTimeout(90_000);
  const first = await reported(`3号楼电梯经常停运，老人下不了楼（${STAMP}）`);
  const second = await reported(`3号楼的电梯老是停运，老人没法下楼（${STAMP}）`);
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/needs/${second.id}`);
  await page.getByRole('group', { name: '办理' }).getByRole('button', { name: '合并', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: new RegExp(first.number) }).check();
  await expect(dialog.getByText('保留的需求', { exact: true })).toBeVisible();
  await accessible();
  await dialog.getByLabel('理由').fill('同一部电梯，合并办理');
  await dialog.getByRole('button', { name: '合并', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('已合并到')).toBeVisible();

  const third = await reported(`绿地里的长椅坏了（${STAMP}）`);
  await page.goto(`/app/staff/needs?q=${encodeURIComponent(String(STAMP))}&state=reported`);
  await page.getByRole('checkbox', { name: new RegExp(first.number) }).check();
  await page.getByRole('checkbox', { name: new RegExp(third.number) }).check();
  await page.getByRole('button', { name: '受理', exact: true }).click();
  await accessible();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /受理（2 项）/ })
    .click();
  await expect(page.getByText('已完成 2 项，未完成 0 项')).toBeVisible();
});

test('a need is entered with all fields, and faults stand at their fields', async ({ page, accessible }) => {
  await signIn(page, email('community'));
  await page.goto('/app/staff/needs/new');
  await accessible();
  await page.getByLabel('原话').fill('社区图书角的书太旧，孩子们希望添些新书');
  await page.getByLabel('地区', { exact: true }).selectOption({ label: '　　常州市天宁区' });
  await page.getByLabel('资助金额').fill('100');
  await page.getByLabel('自筹不少于').fill('200');
  await page.getByRole('button', { name: '保存需求' }).click();
  await expect(page.getByRole('alert').first()).toContainText('自筹不少于');
  await accessible();
  await page.getByLabel('自筹不少于').fill('20');
  await page.getByRole('button', { name: '保存需求' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /社区图书角/ })).toBeVisible();
});
