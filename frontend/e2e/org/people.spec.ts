import { expect, test } from '../fixtures/a11y';
import { Actor, pageOf } from '../fixtures/actor';
import { mailedLink } from '../fixtures/mail';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';

const PASSWORD = 'a-long-pass-phrase';

/** An address of its own for every run and width. */
const fresh = (local: string) => `${local}-${crypto.randomUUID().slice(0, 8)}@example.org`;

test('an owner invites somebody, who joins on the public page and is taken out again', async ({
  page,
  browser,
  accessible,
}, info) => {
  test.setTimeout(90_000);
  const address = fresh('wangmin');
  await signIn(page, email('applicant'));
  await page.goto('/app/org/members');
  await expect(page.getByRole('heading', { level: 1, name: '成员与邀请' })).toBeVisible();
  await expect(page.getByRole('table', { name: '组织成员' })).toContainText('演示填报人');
  await accessible();
  await page.screenshot({ path: info.outputPath('members.png'), fullPage: true });
  await page.getByLabel('邮箱', { exact: true }).fill(address);
  await page.getByLabel('权限', { exact: true }).selectOption('applicant_finance');
  await page.getByRole('button', { name: '发送邀请' }).click();
  const invitations = page.getByRole('table', { name: '邀请与加入申请' });
  await expect(invitations.getByRole('rowheader', { name: address })).toBeVisible();

  const guest = await (await browser.newContext({ locale: 'zh-CN', viewport: page.viewportSize() })).newPage();
  await guest.goto(await mailedLink(address, 'invitation'));
  await expect(guest.getByText('天宁区示例社会工作服务中心').first()).toBeVisible();
  await guest.screenshot({ path: info.outputPath('invitation.png'), fullPage: true });
  await guest.getByRole('button', { name: '注册并加入' }).click();
  await expect(guest.getByText('必填').first()).toBeVisible();
  await guest.getByLabel('姓名').fill('王敏');
  await guest.getByLabel('设置密码').fill(PASSWORD);
  await guest.getByRole('button', { name: '注册并加入' }).click();
  await expect(guest).toHaveURL(/\/app/);
  await guest.context().close();

  await page.reload();
  const members = page.getByRole('table', { name: '组织成员' });
  await expect(members.getByRole('row', { name: new RegExp(address) })).toContainText('财务');
  await members.getByRole('button', { name: /移出.*王敏/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '移出' }).click();
  await expect(members.getByRole('row', { name: new RegExp(address) })).toHaveCount(0);
});

test('a link that does not work says so', async ({ page, accessible }) => {
  await page.goto('/invitation#nothing-of-any-use-at-all-here');
  await expect(page.getByRole('status')).toContainText('邀请链接已使用、已过期或不完整');
  await accessible();
});

test('a forgotten password is set anew through the mail', async ({ page, accessible }, info) => {
  test.setTimeout(60_000);
  const address = fresh('forgets');
  await page.goto('/register');
  await page.getByLabel('姓名').fill('林芳');
  await page.getByLabel('邮箱').fill(address);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await expect(page.getByRole('heading', { name: '注册成功' })).toBeVisible();

  await page.goto(await mailedLink(address, 'verify-email'));
  await page.getByRole('button', { name: '确认我的邮箱' }).click();
  await expect(page.getByRole('status')).toContainText('邮箱已确认');
  await accessible();

  await page.goto('/login');
  await page.getByRole('link', { name: '忘记密码？' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '忘记密码' })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('forgot.png'), fullPage: true });
  await page.getByLabel('邮箱').fill(address);
  await page.getByRole('button', { name: '发送链接' }).click();
  await expect(page.getByRole('status')).toContainText('链接会在几分钟内送达');
  await page.goto(await mailedLink(address, 'reset-password'));
  await accessible();
  await page.getByLabel('新密码').fill('another-long-pass-phrase');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await expect(page.getByRole('heading', { name: '密码已重新设置' })).toBeVisible();
});

test('a code that is taken says how to be let in, not who has it', async ({ page, accessible }, info) => {
  const owner = await Actor.of(email('applicant2'));
  const own = await owner.get<{ items: { uscc: string; name: string }[] }>('/organisations');
  await owner.dispose();
  const { uscc, name } = own.items[0] as { uscc: string; name: string };
  await signIn(page, email('resident'));
  await page.goto('/app/org/organisation/new');
  await page.getByLabel('统一社会信用代码').fill(uscc.toLowerCase());
  await expect(page.getByText('该代码已在平台登记')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(name);
  await page.getByLabel('说明').fill('我是机构新任项目主管');
  await accessible();
  await page.screenshot({ path: info.outputPath('taken.png'), fullPage: true });
  await page.getByRole('button', { name: '申请加入' }).click();
  await expect(page.getByText('请先确认您的邮箱')).toBeVisible();
});

test('a filed group and its sponsor see what waits for whom', async ({ page, browser, accessible }, info) => {
  await signIn(page, email('applicant'));
  await page.goto('/app/org/sponsorships');
  const groups = page.getByRole('table', { name: '挂靠在本组织的备案组织' });
  await expect(groups).toContainText('红梅街道示例邻里互助队');
  await accessible();
  await page.screenshot({ path: info.outputPath('sponsor.png'), fullPage: true });
  const group = await pageOf(browser, email('group'));
  await group.setViewportSize(page.viewportSize() ?? { width: 1440, height: 900 });
  await group.goto('/app/org/sponsorships');
  await expect(group.getByRole('table', { name: '我们的挂靠单位' })).toContainText('天宁区示例社会工作服务中心');
  await group.screenshot({ path: info.outputPath('group.png'), fullPage: true });
  await group.context().close();
});
