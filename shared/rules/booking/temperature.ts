import { canonicalDecimal, decimalPlaces } from '../../model/decimal.ts';
import { isEqual, isMore, minus, size } from '../compare.ts';
import { rounded } from '../exact.ts';
import { convert } from '../units.ts';
import { notRecognised, said, unsure, type Said } from './said.ts';

interface Degrees {
  /** `-0.5`; without its sign where that is in doubt. */
  readonly value: string;
  readonly unit: 'C' | 'F' | null;
  readonly signed: 'sure' | 'doubtful';
}

const figure =
  /(?<open>\()?(?<sign>(?:minus|negative|neg\.?|below zero|零下|负|plus|正|零上|[+\-±](?:[ /]*[+\-±])*)?\s*)(?<![\d.,])(?<number>\d+(?:[.,]\d+)?)(?<close>\))?(?<behind>\s*[-±](?![\d\s]*\d))?\s*(?:°|deg(?:rees?)?\.?|度)?\s*(?<unit>celsius|fahrenheit|摄氏度?|华氏度?|c|f)?(?![a-z\d])(?<below>-(?!\s*\d)|\s*(?:below(?: zero)?|minus|零下))?(?<shut>\s*\))?/gi;
/** `2-4 °C`, `+2 to +4`. */
const span = /([+-]?\d+(?:[.,]\d+)?)\s*(?:°?\s*c\s*)?(?:-|~|to|至|到)\s*([+-]?\d+(?:[.,]\d+)?)/i;
/** `-3.0 +/- 0.5 °C`: how exactly it is kept, behind the figure that it is about. */
const leeway = /(?<=\d\s*(?:°?\s*[cf])?\s*)(?:±|\+\s*\/\s*-)\s*\d+(?:[.,]\d+)?/gi;
/** A word for a sign that no figure took up: `3C (MINUS THREE)`. */
const strayMinus = /(?<![a-z])(?:minus|negative|neg)(?![a-z])|零下|负/i;
/** `M3C`, `MIN 3`: minus for some who write telexes. */
const shortMinus = /(?<![a-z])(?:m|n|min)\.?\s?$/i;
const speaksOfC = /(?<![a-z])c(?![a-z\d])|celsius|摄氏/i;
const speaksOfF = /(?<![a-z])f(?![a-z\d])|fahrenheit|华氏/i;
/** A set point is entered between these, °C. */
const most = '30';
/** Above, a figure without a unit is rather °F: nothing fresh travels that warm, and garlic at 27 °F. */
const mostBare = '20';

/**
 * The set point a text says, in °C with one decimal; °F are converted. `glued` tells that the text follows its label
 * without anything between: `TEMP-18C`, where the dash may be a hyphen; `whole` is the text with its label, which may name
 * the unit. A sign in doubt is never read as either.
 */
export function readTemperature(text: string, glued = false, whole = text): Said {
  const bare = text.replace(leeway, '');
  const spoken = `${whole} ${text}`;
  const fahrenheit = speaksOfF.test(spoken);
  const either = fahrenheit && speaksOfC.test(spoken);
  const stray = strayMinus.test(bare.replace(figure, ' '));
  const found = [...bare.matchAll(figure)].map((match): Degrees & { readonly at: number } => {
    const { sign = '', number = '', behind, below, open, close, shut, unit } = match.groups ?? {};
    const value = canonicalDecimal(number.replace(',', '.')) ?? '0';
    const at = match.index;
    const mark = sign.trim().toLowerCase();
    const zero = isEqual(value, '0');
    const doubtful =
      behind !== undefined ||
      below !== undefined ||
      (open !== undefined && close !== undefined && mark === '') ||
      // `3C (37.4F)` is a remark, `(3C)` alone may be below zero.
      (open !== undefined && shut !== undefined && mark === '' && at === 0) ||
      (mark === '' && (stray || shortMinus.test(bare.slice(0, at)))) ||
      (mark !== '' && !/^(?:minus|negative|neg\.?|below zero|零下|负|plus|正|零上|[+-])$/.test(mark)) ||
      // A dash with room on both sides, and one that clings to the label, may only join.
      (mark === '-' && at === 0 && (glued || (/\s$/.test(sign) && !/^\s*[:=]/.test(text))));
    const negative = /^(?:minus|neg|below|零下|负|-)/.test(mark);
    return {
      value: doubtful || !negative || zero ? value : `-${value}`,
      unit: unit === undefined ? null : /^(?:c|摄)/i.test(unit) ? 'C' : 'F',
      signed: doubtful && !zero ? 'doubtful' : 'sure',
      at,
    };
  });
  const named = found.filter(({ unit }) => unit !== null);
  const labelled = found.map((one) => (fahrenheit && !either ? { ...one, unit: 'F' as const } : one));
  const meant = named.length > 0 ? named : labelled;
  const [first, ...others] = meant;
  if (!first) return notRecognised(text);
  const ends = span.exec(bare)?.slice(1);
  if (ends)
    return unsure(
      'several',
      text,
      ...ends.flatMap((end) => {
        const value = canonicalDecimal(end.replace(/^\+/, '').replace(',', '.'));
        return (value && celsiusOf({ value, unit: fahrenheit && !either ? 'F' : null })) ?? [];
      }),
    );
  const doubtful = meant.find(({ signed }) => signed === 'doubtful');
  if (doubtful) {
    const value = celsiusOf(doubtful);
    return value === null
      ? notRecognised(text)
      : unsure('sign', text, ...bothSigns(doubtful).filter((one) => one !== null));
  }
  const value = celsiusOf(meant.find(({ unit }) => unit === 'C') ?? first);
  if (value === null) return notRecognised(text);
  const differs = others.some((one) => !isNear(celsiusOf(one) ?? '', celsiusOf(first) ?? ''));
  if (differs) return unsure('several', text, ...meant.map(celsiusOf).filter((one) => one !== null));
  if (first.unit === null && (either || isMore(value, mostBare) || isMore(size(value), most)))
    return unsure(
      'unit',
      text,
      ...[celsiusOf({ value, unit: 'F' }) ?? '', value].filter(
        (one) => one !== '' && !isMore(size(one), most),
      ),
    );
  return isMore(size(value), most) || decimalPlaces(value) > 1 ? notRecognised(text) : said(value, text);
}

function celsiusOf({ value, unit }: Pick<Degrees, 'value' | 'unit'>): string | null {
  if (unit !== 'F') return value;
  const celsius = convert(value, '°F', '°C');
  return celsius && canonicalDecimal(rounded(celsius, 1));
}

function bothSigns(degrees: Degrees): readonly (string | null)[] {
  const bare = size(degrees.value);
  return [`-${bare}`, bare].map((value) => celsiusOf({ ...degrees, value }));
}

/** °F printed beside °C are rounded. */
function isNear(a: string, b: string): boolean {
  const gap = minus(a, b);
  return gap !== null && !isMore(size(gap), '0.3');
}
