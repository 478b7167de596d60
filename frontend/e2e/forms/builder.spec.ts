import { expect, test } from '../fixtures/a11y';
import type { Versioned } from '../fixtures/actor';
import { publishedForm } from '../fixtures/forms';
import { as, email, seededCall } from '../fixtures/round';
import { signIn } from '../fixtures/session';

interface Form {
  id: string;
  version: number;
  faults: unknown[];
  document: { sections: { code: string; fields: { code: string }[] }[] };
}

const form = (id: string) => as('officer', (officer) => officer.get<Form>(`/forms/${id}`));

test('an officer builds a form without code and publishes it', async ({ page, accessible }) => {
  test.setTimeout(120_000);
  await signIn(page, email('officer'));
  await page.goto('/app/staff/forms');
  await expect(page.getByRole('heading', { level: 1, name: '表单库' })).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: '新建表单' }).click();
  await accessible();
  const name = `社区项目申报书 ${Date.now()}`;
  await page.getByLabel('表单名称').fill(name);
  await page.getByLabel('所属区域').selectOption({ label: '常州市天宁区' });
  await page.getByRole('button', { name: '创建草稿' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const id = page.url().split('/').pop() ?? '';
  await accessible();

  // A section and three questions from the palette; the last one depends on the one before.
  await page.getByRole('button', { name: '增加部分' }).click();
  await page.getByLabel('标题：中文').fill('合作情况');
  const palette = page.getByRole('list', { name: '问题类型' });
  await palette.getByRole('button', { name: '是/否' }).click();
  await page.getByLabel('问题：中文').fill('是否联合申报');
  await palette.getByRole('button', { name: '单行文字' }).click();
  await page.getByLabel('问题：中文').fill('合作单位');
  await page.getByLabel('何时显示').selectOption({ label: '当“是否联合申报”为以下答案时显示' });
  await page
    .getByRole('group', { name: /当“是否联合申报”/ })
    .getByLabel('是', { exact: true })
    .check();
  await palette.getByRole('button', { name: '表格' }).click();
  await page.getByLabel('问题：中文').fill('分工表');
  await page.getByLabel('列 1：中文').fill('任务');
  await page.getByRole('button', { name: '增加一列' }).click();
  // What is missing is said at the field and in the list above.
  await expect(page.getByRole('status').filter({ hasText: '1 处需要更正' })).toBeVisible();
  await expect(page.getByRole('button', { name: /分工表：尚未填写/ })).toBeVisible();
  await accessible();
  await page.getByLabel('列 2：中文').fill('负责单位');
  await expect(page.getByText('检查通过，可以发布')).toBeVisible();
  await expect(page.getByText(/已保存 \d\d:\d\d/)).toBeVisible();

  // The preview answers: the second question appears with the first one's yes.
  const preview = page.getByRole('region', { name: '申报单位看到的样子' });
  await preview.getByRole('button', { name: '手机' }).click();
  await expect(preview.getByLabel('合作单位')).toHaveCount(0);
  await preview.getByRole('radiogroup', { name: '是否联合申报' }).getByLabel('是').check();
  await expect(preview.getByLabel('合作单位')).toBeVisible();

  // Moved by keyboard and by button, taken back and done again.
  const order = async () => (await form(id)).document.sections.at(-1)?.fields.map((field) => field.code);
  await expect.poll(order).toEqual(['yes_no', 'short_text', 'table']);
  await page.getByRole('button', { name: /^分工表/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(order).toEqual(['yes_no', 'table', 'short_text']);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect.poll(order).toEqual(['yes_no', 'short_text', 'table']);
  await page.getByRole('button', { name: '重做' }).click();
  await page.getByRole('button', { name: /^合作单位/ }).click();
  await page.getByRole('button', { name: '上移“合作单位”' }).click();
  await expect.poll(order).toEqual(['yes_no', 'short_text', 'table']);
  await page.getByRole('button', { name: '复制“合作单位”' }).click();
  await expect.poll(async () => (await order())?.length).toBe(4);
  await page.getByRole('button', { name: '删除“合作单位”' }).click();
  await expect.poll(order).toEqual(['yes_no', 'short_text', 'table']);
  await expect(page.getByText(/已保存 \d\d:\d\d/)).toBeVisible();

  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
  await expect(page.getByText('该版本已发布，内容不能修改。')).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '新建下一版本' }).click();
  await expect(page.getByText(/第 2 版/)).toBeVisible();
  await expect(page.getByRole('button', { name: '弃用' }).or(page.getByRole('button', { name: '放弃' }))).toBeVisible();
});

test('two officers at one form: both edits are kept', async ({ page }) => {
  test.setTimeout(60_000);
  const made = await as('officer', (officer) =>
    officer.send<Form>('POST', '/forms', {
      title: `共同编辑 ${Date.now()}`,
      purpose: 'proposal',
      area_code: '320402000000',
    }),
  );
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/forms/${made.id}`);
  await expect(page.getByLabel('标题：中文')).toBeVisible();
  await as('officer', async (officer) => {
    const seen = await officer.get<Form>(`/forms/${made.id}`);
    await officer.send('PATCH', `/forms/${made.id}`, { title: '同事起的名称' }, seen);
  });
  await page.getByLabel('标题：中文').fill('我改的部分标题');
  await expect(page.getByText(/已保存 \d\d:\d\d/)).toBeVisible();
  await expect(page.getByLabel('表单名称')).toHaveValue('同事起的名称');
});

test('a call in draft takes a form of the library', async ({ page, accessible }) => {
  test.setTimeout(90_000);
  const title = `可选用的表单 ${Date.now()}`;
  await publishedForm(title);
  const call = await as('officer', async (officer) => {
    const sample = await seededCall<Versioned & { scheme_preset: string; allotment_id: string }>(officer);
    const now = Date.parse((await officer.get<{ now: string }>('/clock')).now);
    return officer.send<{ id: string; version: number }>('POST', '/calls', {
      title: `选用表单 ${Date.now()}`,
      year: new Date(now).getFullYear(),
      area_code: '320402000000',
      scheme_preset: sample.scheme_preset,
      budget: '100000.00',
      allotment_id: sample.allotment_id,
      opens_at: new Date(now + 86_400_000).toISOString(),
      closes_at: new Date(now + 2 * 86_400_000).toISOString(),
      announcement: '演示数据。',
    });
  });
  await signIn(page, email('officer'));
  await page.goto(`/app/staff/calls/${call.id}/form`);
  await expect(page.getByText('标准表单').first()).toBeVisible();
  await accessible();
  await page.getByLabel('选用表单').selectOption({ index: 1 });
  await page.getByRole('button', { name: '选用' }).click();
  await expect(page.getByRole('link', { name: /第 1 版/ })).toBeVisible();
  await accessible();
  await as('director', async (director) => {
    const seen = await director.get<{ id: string; version: number }>(`/calls/${call.id}`);
    await director.send('POST', `/calls/${call.id}/cancel`, { reason: '检查结束' }, seen);
  });
});
