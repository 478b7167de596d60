/**
 * Money is a decimal string on the wire and a BigInt of fen in arithmetic; it never becomes a `number`.
 */

const WIRE = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/;

/** The fen of a decimal string such as "1234.50", or `null` when it is no amount. */
export function parseFen(value: string | null | undefined): bigint | null {
  if (value == null) return null;
  const match = WIRE.exec(
    value
      .trim()
      .replace(/[,，\s]/g, '')
      .replace(/^[¥￥]/, ''),
  );
  if (!match) return null;
  const [, sign, yuan = '0', cents = ''] = match;
  const fen = BigInt(yuan) * 100n + BigInt(cents.padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}

/** The wire form of fen: two decimals, no separators. */
export function fenToWire(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of decimal strings; an entry that is no amount counts as nothing. */
export function sumMoney(values: Iterable<string | null | undefined>): string {
  let total = 0n;
  for (const value of values) total += parseFen(value) ?? 0n;
  return fenToWire(total);
}

/**
 * Unit price × quantity, at most two decimals each, never rounded: the product in fen, `'not_whole_fen'` when it is
 * no whole number of fen, `null` when one of them is no figure.
 */
export function exactProduct(price: string, quantity: string): bigint | 'not_whole_fen' | null {
  const fen = parseFen(price);
  const hundredths = parseFen(quantity);
  if (fen === null || hundredths === null || fen < 0n || hundredths < 0n) return null;
  const product = fen * hundredths;
  return product % 100n === 0n ? product / 100n : 'not_whole_fen';
}

/** Compares two decimal strings as amounts. */
export function compareMoney(a: string, b: string): -1 | 0 | 1 {
  const left = parseFen(a) ?? 0n;
  const right = parseFen(b) ?? 0n;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The share of a part in a whole in basis points (10 000 = all); 0 when the whole is nothing. */
export function shareBp(part: string, whole: string): number {
  const total = parseFen(whole) ?? 0n;
  if (total === 0n) return 0;
  return Number(((parseFen(part) ?? 0n) * 10_000n) / total);
}

/** `1234567.8` → `¥1,234,567.80`; an empty or unreadable value → `—`. */
export function formatMoney(value: string | null | undefined, options: { symbol?: boolean } = {}): string {
  const fen = parseFen(value);
  if (fen === null) return '—';
  const wire = fenToWire(fen < 0n ? -fen : fen);
  const [yuan = '0', cents = '00'] = wire.split('.');
  const grouped = yuan.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${fen < 0n ? '−' : ''}${options.symbol === false ? '' : '¥'}${grouped}.${cents}`;
}

/** `¥15` or `¥15.5` in units of ten thousand yuan, for headlines and chart axes: `1234567.00` → `123.46`. */
export function formatWan(value: string | null | undefined, digits = 2): string {
  const fen = parseFen(value);
  if (fen === null) return '—';
  const unit = 1_000_000n;
  const scale = 10n ** BigInt(digits);
  const abs = fen < 0n ? -fen : fen;
  const rounded = (abs * scale + unit / 2n) / unit;
  const text = rounded.toString().padStart(digits + 1, '0');
  const whole = (digits ? text.slice(0, -digits) : text).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const fraction = digits ? text.slice(-digits).replace(/0+$/, '') : '';
  return `${fen < 0n ? '−' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿', '万亿'] as const;

function group(value: number): string {
  let text = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zero = text !== '';
      continue;
    }
    if (zero) text += '零';
    zero = false;
    text += `${DIGITS[digit]}${PLACES[place]}`;
  }
  return text;
}

function integerUpper(yuan: bigint): string {
  let rest = yuan;
  let text = '';
  let zeroBetween = false;
  const groups: number[] = [];
  while (rest > 0n) {
    groups.push(Number(rest % 10_000n));
    rest /= 10_000n;
  }
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const value = groups[index] ?? 0;
    if (value === 0) {
      zeroBetween = text !== '';
      continue;
    }
    if (text !== '' && (zeroBetween || value < 1000)) text += '零';
    zeroBetween = false;
    text += group(value) + (GROUPS[index] ?? '');
  }
  return text;
}

/**
 * The amount in the capital numerals of Chinese vouchers, with 人民币 before it:
 * `1409.50` → `人民币壹仟肆佰零玖元伍角`, `6007.14` → `人民币陆仟零柒元壹角肆分`, `16409.02` → `人民币壹万陆仟肆佰零玖元零贰分`.
 */
export function moneyUpper(value: string | null | undefined): string {
  const fen = parseFen(value);
  if (fen === null) return '—';
  const abs = fen < 0n ? -fen : fen;
  const yuan = abs / 100n;
  const jiao = Number((abs % 100n) / 10n);
  const cents = Number(abs % 10n);
  let text = yuan > 0n ? `${integerUpper(yuan)}元` : '';
  if (jiao > 0) text += `${DIGITS[jiao]}角`;
  else if (cents > 0 && yuan > 0n) text += '零';
  if (cents > 0) text += `${DIGITS[cents]}分`;
  if (text === '') text = '零元';
  if (cents === 0 && jiao === 0) text += '整';
  return `人民币${fen < 0n ? '负' : ''}${text}`;
}
