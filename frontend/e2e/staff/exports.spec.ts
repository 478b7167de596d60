import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/a11y';
import { signIn } from '../fixtures/session';

test('a list is saved as a workbook with the filters of the page', async ({ page, accessible }) => {
  await signIn(page, 'officer@demo.yichuang.example');
  await page.goto('/app/staff/proposals?q=福建');
  const button = page.getByRole('button', { name: '导出 Excel' });
  await expect(button).toBeVisible();
  await accessible();
  const asked = page.waitForRequest((request) => request.url().includes('/proposals/export'));
  const saving = page.waitForEvent('download');
  await button.press('Enter');
  expect(decodeURIComponent((await asked).url())).toContain('q=福建');
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^申报清单-\d{4}-\d\d-\d\d\.xlsx$/);
  const bytes = await readFile(await saved.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
});

test('the lists of finance and of the auditor can be saved too', async ({ page }) => {
  for (const [who, path] of [
    ['maker', '/app/finance/payments'],
    ['maker', '/app/finance/funds'],
    ['auditor', '/app/admin/audit'],
  ] as const) {
    await signIn(page, `${who}@demo.yichuang.example`);
    await page.goto(path);
    await expect(page.getByRole('button', { name: '导出 Excel' }).first()).toBeVisible();
  }
});
