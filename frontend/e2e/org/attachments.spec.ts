import { expect, test } from '../fixtures/a11y';
import { as, email, openCall, propose } from '../fixtures/round';
import { signIn } from '../fixtures/session';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');

test('documents of the call are uploaded, missing ones are named, and what was handed in is shown', async ({
  page,
  accessible,
}) => {
  test.setTimeout(120_000);
  const required = [
    { code: 'licence', title: '法人登记证书副本', mandatory: true, accepts: ['pdf'], note: '须在有效期内' },
    { code: 'earlier', title: '以往成效材料', mandatory: false, accepts: ['word'], note: '' },
  ];
  const call = await openCall(`附件征集 ${Date.now()}`, 86_400, {}, { required_documents: required });
  const proposal = await propose('applicant', call, '带附件的项目', false);
  await signIn(page, email('applicant'));
  await page.goto(`/app/org/proposals/${proposal.id}/submit`);
  await expect(page.getByText('尚未提交该材料')).toBeVisible();

  await page.goto(`/app/org/proposals/${proposal.id}?section=attachments`);
  // On a phone the tasks have a page of their own.
  const tasks = page.getByRole('navigation', { name: '申报书任务清单' });
  const wide = (page.viewportSize()?.width ?? 0) >= 1024;
  if (wide) await expect(tasks.getByRole('link', { name: /附件材料.*未填写/ })).toBeVisible();
  await accessible();
  const licence = page.getByRole('group', { name: /法人登记证书副本/ });
  await licence
    .locator('input[type=file]')
    .setInputFiles({ name: '证书.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(licence.getByRole('link', { name: '证书.pdf' })).toBeVisible();
  if (wide) await expect(tasks.getByRole('link', { name: /附件材料.*已完成/ })).toBeVisible();

  const earlier = page.getByRole('group', { name: /以往成效材料/ });
  await earlier
    .locator('input[type=file]')
    .setInputFiles({ name: '成效.pdf', mimeType: 'application/pdf', buffer: PDF });
  await expect(page.getByText(/该材料不接受此类文件|文件类型/).first()).toBeVisible();
  await accessible();

  await as('applicant', async (owner) => {
    const seen = await owner.get<{ id: string; version: number }>(`/proposals/${proposal.id}`);
    await owner.send('POST', `/proposals/${proposal.id}/submit`, undefined, seen);
  });
  await page.goto(`/app/org/proposals/${proposal.id}`);
  await expect(page.getByRole('heading', { level: 3, name: '附件' })).toBeVisible();
  await expect(page.getByRole('link', { name: '证书.pdf' })).toBeVisible();
  await accessible();
});
