import { known, unknown, type Answer } from './answer.ts';
import { exact, times, whole } from './exact.ts';
import type { Entered } from './figures.ts';

export interface AmountZh {
  /** The house form: 零 after 元 where it may stand, none after 万. */
  readonly text: string;
  /** Every right form, the house form first. 圆 for 元 and 正 for 整 are right as well: see `readsAsAmountZh`. */
  readonly accepted: readonly string[];
}

const digits = '零壹贰叁肆伍陆柒捌玖';
const units = ['', '拾', '佰', '仟'];
const limit = 10n ** 18n;

/** Forms of a part, the house form first. */
type Forms = readonly string[];

/**
 * 人民币大写 of an amount in yuan, such as `16409.02`. Source: 支付结算办法, annex 1 (正确填写票据和结算凭证的基本规定).
 * An amount below zero, with a fraction of a fen, or of 10^16 yuan and more has no such form.
 */
export function amountZh(amount: Entered): Answer<AmountZh> {
  const value = exact(amount ?? '');
  const fen = value && times(value, whole(100n));
  if (!fen) return unknown('amount');
  if (fen.denominator !== 1n) return unknown('whole fen');
  if (fen.numerator < 0n || fen.numerator >= limit) return unknown('amount from 0 to below 10^16');
  const forms = formsOf(fen.numerator).map((form) => `人民币${form}`);
  return known({ text: forms[0] ?? '', accepted: forms });
}

/** Whether a text is a right form of the amount. The figure decides: an unknown amount has none. */
export function readsAsAmountZh(text: string, amount: Entered): boolean {
  const right = amountZh(amount);
  const plain = text.trim().replaceAll('圆', '元').replace(/正$/, '整');
  return right.kind === 'known' && right.value.accepted.includes(plain);
}

function formsOf(fen: bigint): Forms {
  const [yuan, jiao, rest] = [fen / 100n, Number((fen / 10n) % 10n), Number(fen % 10n)];
  if (yuan === 0n && jiao === 0 && rest === 0) return ['零元整'];
  const wholes = yuan === 0n ? [''] : numberForms(yuan).map((form) => `${form}元`);
  const gaps = yuan === 0n ? [''] : gapBeforeCents(yuan, jiao, rest);
  return joined(wholes, gaps, centForms(jiao, rest));
}

/** 元 digit zero and 角 not: 零 may stand; 角 zero and 分 not: 零 must stand. */
function gapBeforeCents(yuan: bigint, jiao: number, fen: number): Forms {
  if (jiao === 0) return fen === 0 ? [''] : ['零'];
  return yuan % 10n === 0n ? ['零', ''] : [''];
}

/** 整 after 元; it may follow 角, never 分. */
function centForms(jiao: number, fen: number): Forms {
  if (jiao === 0 && fen === 0) return ['整'];
  const [tenths, hundredths] = [jiao === 0 ? '' : `${digit(jiao)}角`, fen === 0 ? '' : `${digit(fen)}分`];
  return fen === 0 ? [`${tenths}整`, tenths] : [tenths + hundredths];
}

/** A whole number above zero and below 10^16, in words. */
function numberForms(number: bigint): Forms {
  for (const [size, name] of [
    [10n ** 8n, '亿'],
    [10n ** 4n, '万'],
  ] as const) {
    if (number < size) continue;
    const [high, low] = [number / size, number % size];
    const head = numberForms(high).map((form) => form + name);
    return low === 0n ? head : joined(head, gapBelow(high, low, size), numberForms(low));
  }
  return [section(Number(number))];
}

/**
 * Between 万 or 亿 and what follows. A run of zeros reads one 零. Where the digit before is zero and the one after is
 * not, it may stand: 壹拾万柒仟 or 壹拾万零柒仟. So it may where 万 is skipped and 仟 is there: 壹亿零伍仟 or 壹亿伍仟.
 */
function gapBelow(high: bigint, low: bigint, size: bigint): Forms {
  if (low >= size / 10n) return high % 10n === 0n ? ['', '零'] : [''];
  const wanSkipped = size > 10n ** 4n && low < 10n ** 4n && low >= 1000n;
  return wanSkipped ? ['零', ''] : ['零'];
}

/** 1 to 9999. */
function section(number: number): string {
  let text = '';
  let gap = false;
  for (let power = 3; power >= 0; power--) {
    const figure = Math.floor(number / 10 ** power) % 10;
    if (figure === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${digit(figure)}${units[power] ?? ''}`;
    gap = false;
  }
  return text;
}

function digit(figure: number): string {
  return digits[figure] ?? '';
}

/** Every combination, the first of each part first. */
function joined(...parts: readonly Forms[]): Forms {
  return parts.reduce<Forms>(
    (heads, forms) => heads.flatMap((head) => forms.map((form) => head + form)),
    [''],
  );
}
