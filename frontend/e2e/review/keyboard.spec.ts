import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/a11y';
import { Actor } from '../fixtures/actor';
import { email, reviewedCall } from '../fixtures/round';
import { signIn } from '../fixtures/session';

const COUNT = 20;

/** Presses Tab until the focus is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

test('twenty proposals are declared, scored and submitted without a mouse', async ({ page, accessible }) => {
  test.setTimeout(600_000);
  const reviewer = 'reviewer3';
  const { call } = await reviewedCall(`键盘评审 ${Date.now()}`, { count: COUNT, seconds: 60 });
  await page.addInitScript(() => {
    const count = () => {
      const seen = Number(sessionStorage.getItem('pointers') ?? '0');
      sessionStorage.setItem('pointers', String(seen + 1));
    };
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) window.addEventListener(kind, count, true);
  });
  await signIn(page, email(reviewer));
  await page.goto(`/app/review?call_id=${call.id}`);
  await expect(page.getByText(`还有 ${COUNT} 份待评`)).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: /·项目\d+$/ }).first());
  await page.keyboard.press('Enter');

  const heading = page.getByRole('heading', { level: 1 });
  const inputs = page.getByRole('group', { name: '评分项' }).locator('input');
  const seen: string[] = [];
  // The first one is skipped once and comes back at the end.
  for (let turn = 0; turn <= COUNT; turn += 1) {
    await expect(heading).toHaveText(/·项目\d+$/);
    if (turn > 0) await expect(heading).not.toHaveText(seen.at(-1) ?? '');
    const title = (await heading.textContent()) ?? '';
    expect(seen.slice(1)).not.toContain(title);
    seen.push(title);
    const box = page.getByRole('checkbox', { name: '本人已阅读并作出以上声明' });
    await expect(box.or(inputs.first())).toBeVisible();
    if (await box.isVisible()) {
      await tabTo(page, box);
      await page.keyboard.press('Space');
      await tabTo(page, page.getByRole('button', { name: '声明并查看申报书' }));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: '评分表' })).toBeAttached();
    }
    // The caret waits at the first criterion without a score: the skipped one has its first score already.
    const last = turn === COUNT;
    await expect(inputs.nth(last ? 1 : 0)).toBeFocused();
    if (last) await page.keyboard.press('ArrowUp');
    if (turn === 0) {
      await accessible();
      await page.keyboard.press('7');
      await page.keyboard.press('n');
      continue;
    }
    if (turn === 1) {
      // A comment for the applicant, one for the staff, and back to the score.
      await page.keyboard.press('c');
      await page.keyboard.type('需求依据充分');
      await page.keyboard.press('Escape');
      await expect(inputs.first()).toBeFocused();
      await page.keyboard.press('x');
      await page.keyboard.type('第 9 页的数据存疑');
      await page.keyboard.press('Escape');
      await accessible();
    }
    const criteria = await inputs.count();
    for (let index = 0; index < criteria; index += 1) {
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press(String(5 + ((turn + index) % 5)));
      await page.keyboard.press('Enter');
    }
    await page.keyboard.press('Control+Enter');
  }
  // Nothing is left: the last one says what was handed in.
  await expect(page.getByRole('status').filter({ hasText: '提交评分：已完成' })).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem('pointers'))).toBeNull();

  const actor = await Actor.of(email(reviewer));
  const desk = await actor.get<{
    items: { id: string; state: string; review_state: string; proposal: { title: string } }[];
  }>(`/assignments?call_id=${call.id}&limit=100`);
  expect(desk.items.map((item) => `${item.state} ${item.review_state}`)).toEqual(
    Array.from({ length: COUNT }, () => 'completed submitted'),
  );
  const told = desk.items.find((item) => item.proposal.title === seen[1]);
  const { review } = await actor.get<{
    review: { comments: Record<string, string>; confidential_comments: Record<string, string> };
  }>(`/assignments/${told?.id}`);
  expect(Object.values(review.comments)).toEqual(['需求依据充分']);
  expect(Object.values(review.confidential_comments)).toEqual(['第 9 页的数据存疑']);
  await actor.dispose();
});
