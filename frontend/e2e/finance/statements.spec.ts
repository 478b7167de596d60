import { expect, test } from '../fixtures/a11y';
import { Actor } from '../fixtures/actor';
import { dayOf } from '../fixtures/clock';
import { email } from '../fixtures/round';
import { signIn } from '../fixtures/session';
import { act, fillDate } from '../fixtures/steps';

interface Movement {
  day: string;
  amount: string;
  text: string;
}

interface Matches {
  items: { line: { id: string } }[];
  movements: Movement[];
}

const fenOf = (amount: string) => Math.round(Number(amount) * 100);
const yuan = (fen: number) =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/** A statement in the form of a bank, with every movement that the books know and a fee that they do not. */
function statementOf(movements: Movement[]): string {
  let balance = 0;
  const rows = movements.map((movement) => {
    const fen = fenOf(movement.amount);
    balance += fen;
    const sides = fen > 0 ? `${yuan(fen)},` : `,${yuan(-fen)}`;
    return `${movement.day},,${sides},${yuan(balance)},对方,,${movement.text}`;
  });
  return `交易日期,流水号,收入金额,支出金额,余额,对方户名,对方账号,摘要\r\n${rows.join('\r\n')}\r\n`;
}

/** The account without a statement that has the most movements, all of different amounts. */
async function accountToReconcile() {
  const checker = await Actor.of(email('checker'));
  const funds = await checker.get<{ items: { id: string; code: string; name: string }[] }>('/funds?limit=100');
  const found = [];
  for (const fund of funds.items) {
    const imported = await checker.get<{ items: unknown[] }>(`/bank-statements?fund_id=${fund.id}`);
    if (imported.items.length > 0) continue; // A second statement would have to go on where the first one ends.
    found.push({ fund, matches: await checker.get<Matches>(`/funds/${fund.id}/bank-matches`) });
  }
  const today = await dayOf(checker);
  await checker.dispose();
  // Equal amounts fit more than one line: somebody has to choose, and they cannot be accepted together.
  const clear = found.filter(
    ({ matches: { movements } }) => new Set(movements.map((one) => one.amount)).size === movements.length,
  );
  clear.sort((a, b) => b.matches.movements.length - a.matches.movements.length);
  return { ...(clear[0] as (typeof clear)[number]), today };
}

test('from a paid batch to a month at a difference of 0.00', async ({ page, accessible }, info) => {
  test.setTimeout(180_000);
  const { fund, matches, today } = await accountToReconcile();
  const movements = [...matches.movements].sort((a, b) => a.day.localeCompare(b.day));
  const [first, last] = [movements[0], movements.at(-1)];
  if (!first || !last)
    throw new Error('no account has a movement that is on no statement: start from a fresh demonstration');
  const fee = { day: last.day, amount: '-5.00', text: '账户管理费' };

  await signIn(page, email('checker'));
  await page.goto(`/app/finance/statements?fund_id=${fund.id}`);
  await expect(page.getByRole('heading', { level: 1, name: '银行对账' })).toBeVisible();
  await accessible();
  await page.getByRole('button', { name: '导入对账单' }).click();
  const dialog = page.getByRole('dialog');
  await fillDate(page, '起始日期', first.day);
  await fillDate(page, '截止日期', today);
  const file = { name: '对账单.csv', mimeType: 'text/csv' };
  const broken = statementOf([...movements, fee]).replace(',5.00,', ',"5,00",');
  await dialog.getByLabel('对账单文件').setInputFiles({ ...file, buffer: Buffer.from(broken) });
  await expect(dialog.getByText(/处需要更正/)).toBeVisible();
  await dialog
    .getByLabel('对账单文件')
    .setInputFiles({ ...file, buffer: Buffer.from(statementOf([...movements, fee])) });
  await expect(dialog.getByText(/可以导入/)).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('preview.png') });
  await dialog.getByRole('button', { name: '导入', exact: true }).click();
  await expect(dialog).toHaveCount(0);

  // The fee has no suggestion; everything else is accepted together.
  await expect(page.getByText('另有 1 笔没有匹配建议。')).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('suggestions.png'), fullPage: true });
  await page.getByLabel('选择本页全部').first().check();
  await page.getByRole('button', { name: /确认 \d+ 笔匹配/ }).click();
  await expect(page.getByText('没有待确认的建议')).toBeVisible();
  await page.screenshot({ path: info.outputPath('matched.png'), fullPage: true });

  // One explains, another confirms.
  await page.goto(`/app/finance/exceptions?fund_id=${fund.id}`);
  await expect(page.getByText('账户管理费')).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('exceptions.png'), fullPage: true });
  await act(page, '说明原因', async (asked) => {
    await asked.getByRole('textbox').fill('银行按月扣收的账户管理费');
  });
  await expect(page.getByText('待确认').first()).toBeVisible();
  await signIn(page, email('approver'));
  await page.goto(`/app/finance/exceptions?fund_id=${fund.id}`);
  await act(page, '确认说明');
  await expect(page.getByText('没有例外')).toBeVisible();

  // The month of the last movement: both sides agree.
  const month = last.day.slice(0, 7);
  await signIn(page, email('checker'));
  await page.goto(`/app/finance/periods?fund_id=${fund.id}&month=${month}`);
  await expect(page.getByText('相符', { exact: true })).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('month.png'), fullPage: true });
  if (today.slice(0, 7) === month) {
    await expect(page.getByText('本月尚未结束')).toBeVisible();
    return;
  }
  await page.getByRole('button', { name: '提请结账' }).click();
  await expect(page.getByText('待结账').first()).toBeVisible();
  await signIn(page, email('approver'));
  await page.goto(`/app/finance/periods?fund_id=${fund.id}&month=${month}`);
  await act(page, '结账');
  await expect(page.getByText('已结账').first()).toBeVisible();
  await accessible();
  await page.screenshot({ path: info.outputPath('closed.png'), fullPage: true });
});
