import { checkAtBothWidths, expect, test } from '../fixtures/a11y';
import { freshApprover } from '../fixtures/account';
import { dayOf } from '../fixtures/clock';
import { as } from '../fixtures/round';
import { signIn } from '../fixtures/session';

test('an approver lends the role for some days and takes it back', async ({ page }) => {
  await signIn(page, await freshApprover(`lender-${Date.now()}`));
  await page.goto('/app/account');
  const row = page.getByRole('row', { name: /财务审批.*天宁区/ });
  const until = await as('officer', (officer) => dayOf(officer, 10));
  await row.getByRole('button', { name: '委托他人' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('受托人邮箱').fill('nobody@example.org');
  await dialog.getByLabel('最后一天').fill(until);
  await dialog.getByLabel('最后一天').press('Enter');
  await dialog.getByRole('textbox', { name: '理由' }).fill('休假');
  await dialog.getByRole('button', { name: '委托他人' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await checkAtBothWidths(page);
  await dialog.getByLabel('受托人邮箱').fill('checker@demo.yichuang.example');
  await dialog.getByRole('button', { name: '委托他人' }).click();
  await expect(row).toContainText(`，至 ${until}`);
  await checkAtBothWidths(page);
  await row.getByRole('button', { name: '收回' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '收回' }).click();
  await expect(row.getByRole('button', { name: '委托他人' })).toBeVisible();
});
