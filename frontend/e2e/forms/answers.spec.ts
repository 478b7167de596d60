import type { Page } from '@playwright/test';
import { check, expect, test } from '../fixtures/a11y';
import { pageOf } from '../fixtures/actor';
import { answersOf, draftWithForm, saveAsEditor, withdraw } from '../fixtures/forms';
import { email } from '../fixtures/round';
import { PASSWORD, signIn } from '../fixtures/session';

const saved = /已保存 \d\d:\d\d/;
const section = (id: string, code: string) => `/app/org/proposals/${id}?section=form-${code}`;
const title = (what: string) => `表单${what} ${Date.now()}`;

async function openIdea(page: Page, id: string): Promise<void> {
  await page.goto(section(id, 'idea'));
  await expect(page.getByRole('heading', { level: 2, name: '项目构想' })).toBeVisible();
}

async function stored(id: string, code: string, field: string): Promise<unknown> {
  const answers = await answersOf({ id });
  return answers.sections.find((one) => one.code === code)?.answers[field];
}

test('a form is filled in section by section, and its check leads to the field', async ({ page, accessible }) => {
  test.setTimeout(120_000);
  const { proposal } = await draftWithForm(title('填写'));
  await signIn(page, email('applicant'));
  await page.goto(`/app/org/proposals/${proposal.id}`);
  const tasks = page.getByRole('navigation', { name: '申报书任务清单' });
  await expect(tasks.getByRole('link', { name: /申报承诺/ })).toContainText('暂不能填写');
  await accessible();
  await openIdea(page, proposal.id);
  const why = page.getByLabel('项目概述');
  await why.fill('太短');
  await expect(page.getByText('2/60 字，还差 8 字')).toBeVisible();
  await why.fill('字'.repeat(70));
  await expect(page.getByText('60/60 字')).toBeVisible();
  await why.fill('为社区独居老人提供助餐与陪伴。');
  await page.getByLabel('实施地点').fill('红梅街道');
  await page.getByRole('radiogroup', { name: '是否联合申报' }).getByLabel('是').check();
  await expect(page.getByLabel('合作单位')).toBeVisible();
  await expect(page.getByText(saved)).toBeVisible();
  await accessible();
  await page.getByRole('radiogroup', { name: '是否联合申报' }).getByLabel('否').check();
  await expect(page.getByLabel('合作单位')).toHaveCount(0);
  await expect.poll(() => stored(proposal.id, 'idea', 'joint')).toBe(false);

  await page.getByRole('link', { name: '下一项：预期成效' }).click();
  await page.getByLabel('指标名称').fill('服务人数');
  await page.getByLabel('目标值').fill('150');
  await expect.poll(() => stored(proposal.id, 'effect', 'measures')).toEqual([{ name: '服务人数', target: '150' }]);
  await accessible();

  await page.getByRole('button', { name: '检查并提交' }).click();
  await expect(page.getByText(/项需要处理/)).toBeVisible();
  await accessible();
  await page.getByRole('link', { name: /需求来源/ }).click();
  await expect(page.getByRole('heading', { level: 2, name: '预期成效' })).toBeVisible();
  await expect(page.getByText('尚未填写')).toBeVisible();
  await page.getByLabel('入户走访').check();
  await expect.poll(() => stored(proposal.id, 'effect', 'sources')).toEqual(['visits']);
  await page.getByRole('link', { name: '下一项：申报承诺' }).click();
  await page.getByLabel('所填内容真实').check();
  await expect.poll(() => stored(proposal.id, 'promise', 'true')).toBe(true);
  await withdraw(proposal);
});

test('colleagues in the same section are brought together, and only what both changed is asked', async ({
  page,
  accessible,
}) => {
  test.setTimeout(90_000);
  const { proposal } = await draftWithForm(title('同事'));
  await saveAsEditor(proposal, 'idea', { why: '最初的项目概述内容文字', place: '最初的地点' });
  await signIn(page, email('applicant'));
  await openIdea(page, proposal.id);
  await expect(page.getByLabel('实施地点')).toHaveValue('最初的地点');
  // In different fields of one section: nobody is asked anything.
  await saveAsEditor(proposal, 'idea', { why: '最初的项目概述内容文字', place: '同事改的地点' });
  await page.getByLabel('项目概述').fill('我改的项目概述内容文字');
  await expect(page.getByText(saved)).toBeVisible();
  await expect(page.getByLabel('实施地点')).toHaveValue('同事改的地点');
  await expect.poll(() => stored(proposal.id, 'idea', 'why')).toBe('我改的项目概述内容文字');
  // In the same two fields: one is decided this way, the other that way.
  await saveAsEditor(proposal, 'idea', { why: '同事的项目概述内容文字', place: '同事的新地点' });
  await page.getByLabel('项目概述').fill('我的第二版项目概述内容');
  await page.getByLabel('实施地点').fill('我的新地点');
  const dialog = page.getByRole('dialog', { name: '该内容已被他人修改' });
  await expect(dialog).toContainText('同事的新地点');
  await accessible();
  await dialog.getByLabel('实施地点：服务器上的版本').check();
  await dialog.getByRole('button', { name: '按所选保存' }).click();
  await expect.poll(() => stored(proposal.id, 'idea', 'why')).toBe('我的第二版项目概述内容');
  expect(await stored(proposal.id, 'idea', 'place')).toBe('同事的新地点');
  await expect(page.getByLabel('实施地点')).toHaveValue('同事的新地点');
  await withdraw(proposal);
});

test('a colleague in another section is seen and never in the way', async ({ page }) => {
  test.setTimeout(90_000);
  const { proposal } = await draftWithForm(title('两部分'));
  await signIn(page, email('applicant'));
  await openIdea(page, proposal.id);
  await saveAsEditor(proposal, 'effect', { sources: ['survey'] });
  await page.getByLabel('实施地点').fill('红梅街道');
  await expect(page.getByText(saved)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('实施地点')).toHaveValue('红梅街道');
  await page.goto(section(proposal.id, 'effect'));
  await expect(page.getByLabel('问卷调查')).toBeChecked();
  await expect(page.getByText('刚刚由 演示填报人 修改').last()).toBeVisible();
  await withdraw(proposal);
});

test('a dropped connection loses nothing', async ({ page, context }) => {
  test.setTimeout(90_000);
  const { proposal } = await draftWithForm(title('断线'));
  await signIn(page, email('applicant'));
  await openIdea(page, proposal.id);
  await context.setOffline(true);
  await page.getByLabel('实施地点').fill('断线时写的地点');
  await expect(page.getByText(/保存失败/)).toBeVisible();
  await page.getByLabel('项目概述').fill('断线时写的项目概述内容');
  await context.setOffline(false);
  await expect(page.getByText(saved)).toBeVisible();
  await expect.poll(() => stored(proposal.id, 'idea', 'place')).toBe('断线时写的地点');
  expect(await stored(proposal.id, 'idea', 'why')).toBe('断线时写的项目概述内容');
  await withdraw(proposal);
});

test('an answer that was lost on the way is no conflict with oneself', async ({ page }) => {
  test.setTimeout(90_000);
  const { proposal } = await draftWithForm(title('丢失应答'));
  await signIn(page, email('applicant'));
  await openIdea(page, proposal.id);
  const address = `**/proposals/${proposal.id}/sections/idea`;
  await page.route(address, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByLabel('实施地点').fill('已经存下的地点');
  await expect(page.getByText(/保存失败/)).toBeVisible();
  await page.unroute(address);
  await page.getByLabel('项目概述').fill('应答丢失后继续写的内容');
  await expect(page.getByText(saved)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => stored(proposal.id, 'idea', 'why')).toBe('应答丢失后继续写的内容');
  expect(await stored(proposal.id, 'idea', 'place')).toBe('已经存下的地点');
  await withdraw(proposal);
});

test('a server that is restarted meanwhile loses nothing', async ({ page }) => {
  test.setTimeout(90_000);
  const { proposal } = await draftWithForm(title('重启'));
  await signIn(page, email('applicant'));
  await openIdea(page, proposal.id);
  await page.route('**/api/v1/**', (route) => route.fulfill({ status: 502, body: 'Bad Gateway' }));
  await page.getByLabel('实施地点').fill('重启时写的地点');
  await expect(page.getByText(/保存失败/)).toBeVisible();
  await page.unroute('**/api/v1/**');
  await page.getByRole('button', { name: '立即重试' }).click();
  await expect(page.getByText(saved)).toBeVisible();
  expect(await stored(proposal.id, 'idea', 'place')).toBe('重启时写的地点');
  await withdraw(proposal);
});

test('two tabs of one person both keep what was typed in them', async ({ page, context }) => {
  test.setTimeout(90_000);
  const { proposal } = await draftWithForm(title('两个标签页'));
  await signIn(page, email('applicant'));
  const second = await context.newPage();
  await openIdea(page, proposal.id);
  await openIdea(second, proposal.id);
  await page.getByLabel('实施地点').fill('第一个标签页的地点');
  await expect(page.getByText(saved)).toBeVisible();
  await second.getByLabel('项目概述').fill('第二个标签页写的概述');
  await expect(second.getByText(saved)).toBeVisible();
  await expect(second.getByLabel('实施地点')).toHaveValue('第一个标签页的地点');
  await expect.poll(() => stored(proposal.id, 'idea', 'why')).toBe('第二个标签页写的概述');
  expect(await stored(proposal.id, 'idea', 'place')).toBe('第一个标签页的地点');
  await withdraw(proposal);
});

test('when the session ends, one signs in on the spot and goes on', async ({ page, context, accessible }) => {
  test.setTimeout(90_000);
  const { proposal } = await draftWithForm(title('登录过期'));
  await signIn(page, email('applicant'));
  await openIdea(page, proposal.id);
  await context.clearCookies();
  await page.getByLabel('实施地点').fill('登录过期时写的地点');
  const dialog = page.getByRole('dialog', { name: '登录已过期，请重新登录' });
  await expect(dialog).toBeVisible();
  await accessible();
  await dialog.getByLabel('密码').fill('wrong-password');
  await dialog.getByRole('button', { name: '登录并继续' }).click();
  await expect(dialog.getByText(/邮箱或密码/)).toBeVisible();
  await dialog.getByLabel('密码').fill(PASSWORD);
  await dialog.getByRole('button', { name: '登录并继续' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByLabel('实施地点')).toHaveValue('登录过期时写的地点');
  await expect(page.getByText(saved)).toBeVisible();
  expect(await stored(proposal.id, 'idea', 'place')).toBe('登录过期时写的地点');
  await withdraw(proposal);
});

test('a reload before anything was saved brings the text back', async ({ browser }) => {
  test.setTimeout(90_000);
  const { proposal } = await draftWithForm(title('刷新'));
  const page = await pageOf(browser, email('applicant'));
  page.on('dialog', (dialog) => void dialog.accept());
  await openIdea(page, proposal.id);
  const address = `**/proposals/${proposal.id}/sections/idea`;
  await page.route(address, (route) => route.abort('connectionreset'));
  await page.getByLabel('实施地点').fill('刷新前没有存下的地点');
  await expect(page.getByText(/保存失败/)).toBeVisible();
  await page.reload();
  await page.unroute(address);
  await expect(page.getByLabel('实施地点')).toHaveValue('刷新前没有存下的地点');
  await expect(page.getByText('已恢复本机上未提交的修改').or(page.getByText(saved))).toBeVisible();
  await expect.poll(() => stored(proposal.id, 'idea', 'place'), { timeout: 20_000 }).toBe('刷新前没有存下的地点');
  await check(page);
  await page.context().close();
  await withdraw(proposal);
});
