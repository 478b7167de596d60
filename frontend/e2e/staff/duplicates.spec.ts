import { expect, test } from '../fixtures/a11y';
import { Actor } from '../fixtures/actor';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('an officer sees what looks like the same organisation, and why', async ({ page, accessible }, info) => {
  const officer = await Actor.of(email('officer'));
  const found = await officer.get<{ items: { id: string; name: string }[] }>('/organisations?q=示例儿童关爱服务中心');
  await officer.dispose();
  const draft = found.items.find((item) => item.name === '常州市天宁区示例儿童关爱服务中心');
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/organisations/${draft?.id}`);
  await expect(page.getByRole('heading', { level: 2, name: '疑似重复登记' })).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: '查看比对' }).click();
  const table = page.getByRole('table', { name: '疑似重复的组织' });
  await expect(table).toContainText('天宁区示例儿童关爱中心');
  await expect(table).toContainText('名称相同');
  await accessible();
  await page.screenshot({ path: info.outputPath('duplicates.png'), fullPage: true });
  await table.getByRole('button', { name: /认定重复/ }).click();
  await expect(page.getByRole('dialog')).toContainText('本次登记将不予通过');
  await accessible();
});
