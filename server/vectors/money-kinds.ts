import { minorUnits } from '../../shared/model/sums.ts';
import { amountEn, sameAmountEn } from '../../shared/rules/amount-en.ts';
import { amountZh, readsAsAmountZh } from '../../shared/rules/amount-zh.ts';
import { unknown } from '../../shared/rules/answer.ts';
import { convertMoney, lineAmount, roundMoney, totalOfLines } from '../../shared/rules/money.ts';
import { cfrPrice, cifPrice, fobPrice, realCost } from '../../shared/rules/price.ts';
import { decimalResult, mapAnswer, textResult, unknownResult, type Given, type Kind } from './kind.ts';
import { isList, type Value } from './vector-file.ts';

/** Without a currency amounts have two places. */
const placesOf = (given: Given): number => minorUnits(given.text('currency'));
const currencyOf = (given: Given): string => given.text('currency') ?? 'USD';

const cif: Kind = {
  reads: ['cfr', 'fob', 'freight', 'rate', 'markup', 'uplift', 'currency'],
  reckon(given) {
    const places = placesOf(given);
    const built = given.number('cfr') === null && given.number('fob') !== null;
    const sum = cfrPrice({ fob: given.number('fob'), freight: given.number('freight') }, 20);
    const cfr = built ? (sum.kind === 'known' ? sum.value : null) : given.number('cfr');
    // 10 % unless agreed otherwise: Incoterms 2020 CIF, UCP 600 art. 28.
    const uplift = given.share('markup') ?? given.share('uplift') ?? '0.10';
    const price = cifPrice({ cfr, rate: given.share('rate'), uplift }, places);
    return {
      cif: decimalResult(mapAnswer(price, (value) => value.cif)),
      premium: decimalResult(mapAnswer(price, (value) => value.premium)),
    };
  },
};

const realCostKind: Kind = {
  reads: ['purchase', 'vat', 'refund', 'currency'],
  reckon: (given) => ({
    real_cost: decimalResult(realCost(costOf(given), placesOf(given))),
  }),
};

const fob: Kind = {
  reads: ['purchase', 'vat', 'refund', 'domestic', 'fx', 'margin', 'margin_basis', 'currency'],
  reckon(given) {
    const basis = given.text('margin_basis') ?? 'price';
    const input = {
      ...costOf(given),
      domestic: given.number('domestic'),
      exchangeRate: given.number('fx'),
      margin: given.share('margin'),
    };
    const price =
      basis === 'price' || basis === 'cost'
        ? fobPrice({ ...input, marginBasis: basis }, placesOf(given))
        : unknown('margin basis');
    return { fob: decimalResult(price) };
  },
};

function costOf(given: Given) {
  return { purchase: given.number('purchase'), vat: given.share('vat'), refund: given.share('refund') };
}

const cfr: Kind = {
  reads: ['fob', 'freight', 'currency'],
  reckon: (given) => ({
    cfr: decimalResult(
      cfrPrice({ fob: given.number('fob'), freight: given.number('freight') }, placesOf(given)),
    ),
  }),
};

const rounding: Kind = {
  reads: ['amount', 'currency'],
  reckon: (given) => ({ rounded: decimalResult(roundMoney(given.number('amount'), currencyOf(given))) }),
};

const line: Kind = {
  reads: ['quantity', 'unit_price', 'currency'],
  reckon: (given) => ({
    amount: decimalResult(
      lineAmount(given.number('quantity'), given.number('unit_price'), currencyOf(given)),
    ),
  }),
};

const total: Kind = {
  reads: ['amounts', 'currency'],
  reckon(given) {
    const amounts = given.value('amounts');
    const sum = isList(amounts)
      ? totalOfLines(
          amounts.map((amount) => (typeof amount === 'string' ? amount : null)),
          currencyOf(given),
        )
      : unknown('amounts');
    return { total: decimalResult(sum) };
  },
};

const conversion: Kind = {
  reads: ['amount', 'rate', 'currency'],
  reckon: (given) => ({
    converted: decimalResult(convertMoney(given.number('amount'), given.number('rate'), currencyOf(given))),
  }),
};

const amountZhKind: Kind = {
  reads: ['amount', 'currency'],
  reckon(given) {
    const currency = given.text('currency');
    const amount = given.number('amount');
    const words =
      currency === null || /^(CNY|RMB)$/i.test(currency)
        ? amountZh(amount)
        : unknown('words of the currency');
    if (words.kind === 'unknown') {
      const none = unknownResult(words.lacks);
      return { text: none, accepted: none, rejected: none };
    }
    const right = (form: Value): boolean => typeof form === 'string' && readsAsAmountZh(form, amount);
    return {
      text: {
        got: words.value.text,
        agrees: (expected) =>
          typeof expected === 'string' && right(expected) && plainZh(expected) === words.value.text,
      },
      accepted: {
        got: words.value.accepted.join(' | '),
        agrees: (expected) => isList(expected) && expected.every(right),
      },
      rejected: {
        got: words.value.accepted.join(' | '),
        agrees: (expected) => isList(expected) && !expected.some(right),
      },
    };
  },
};

/** 圆 is written for 元 and 正 for 整. */
function plainZh(text: string): string {
  return text.trim().replaceAll('圆', '元').replace(/正$/, '整');
}

const amountEnKind: Kind = {
  reads: ['amount', 'currency'],
  reckon(given) {
    const words = amountEn(given.number('amount'), currencyOf(given));
    return {
      text:
        words.kind === 'unknown'
          ? unknownResult(words.lacks)
          : {
              ...textResult(words),
              agrees: (expected) => typeof expected === 'string' && sameAmountEn(expected, words.value),
            },
    };
  },
};

export const moneyKinds: Readonly<Record<string, Kind>> = {
  cif,
  real_cost: realCostKind,
  fob,
  cfr,
  rounding,
  line_amount: line,
  total,
  conversion,
  amount_zh: amountZhKind,
  amount_en: amountEnKind,
};
