import { canonicalDecimal } from '../../model/decimal.ts';
import { notRecognised, said, unsure, type Said } from './said.ts';

const number = '(\\d+(?:[.,]\\d+)?)';
const metres = '(?:m\\^?3|m³|cbm|cmh|cu\\.? ?m|cubic met(?:er|re)s?|mqh|立方米?|方)';
const cubicMetres = new RegExp(`${number}\\s*${metres}`, 'gi');
const feet = '(?:cfm|ft3/?min)';
const cubicFeet = new RegExp(`${number}\\s*${feet}`, 'gi');
const share = '(?:%|per ?cent|pct|百分)';
const perCent = new RegExp(`${number}\\s*${share}`, 'gi');
/** `15-20 CBM/H`: the unit stands behind the second only. */
const span = new RegExp(
  `${number}\\s*(?:-|~|to|至|到)\\s*(?=${number}\\s*(${metres}|${feet}|${share}))`,
  'gi',
);
/** `20±5`: how exactly, not how much. */
const leeway = /(?<=\d\s*)(?:±|\+\s*\/\s*-)\s*\d+(?:[.,]\d+)?/g;
const shut = /(?<![a-z])(?:closed|close|shut)(?![a-z])|关闭|全关|(?<![海报清截])关/i;
const notShut = /(?:not|n't|不)\s*(?:be\s+)?(?:closed?|shut|关)/i;

/**
 * What a text says of the vents, worded as `readVentilation` takes it: `CLOSED`, `15 m³/h`, `9 CFM`, `20 %`. A figure
 * without a unit, in the label `whole` neither, may be either and is left to a person.
 */
export function readAir(text: string, whole = text): Said {
  const plain = text.replace(leeway, '').replace(span, '$1 $3 / ');
  const all = (form: RegExp, unit: string): readonly string[] =>
    [...plain.matchAll(form)].map(([, figure = '']) => `${decimalIn(figure)} ${unit}`);
  const inMetres = all(cubicMetres, 'm³/h');
  const inFeet = all(cubicFeet, 'CFM');
  const shares = all(perCent, '%');
  const closed = shut.test(text) && !notShut.test(text) ? ['CLOSED'] : [];
  if (notShut.test(text) && inMetres.length + inFeet.length + shares.length === 0) return notRecognised(text);
  // `15 CBM/H (9 CFM)` is one thing said twice; a share beside it is another.
  const rates = inMetres.length > 0 ? inMetres : inFeet;
  const meant = [...new Set([...closed, ...rates, ...shares])];
  const open = closed.length > 0 ? meant.filter((one) => !/^(?:CLOSED$|0(?:\.0+)? )/.test(one)) : meant;
  if (closed.length > 0 && open.length === 0) return said('CLOSED', text);
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return said(only, text);
  if (only !== undefined) return unsure('several', text, ...meant);
  const bare = new RegExp(`(?<![\\d.,])${number}(?![\\d.,])`).exec(plain)?.[1];
  // A quarter open is no rate.
  if (bare === undefined || /\d\s*\/\s*\d/.test(plain)) return notRecognised(text);
  const figure = decimalIn(bare);
  const units = [
    [metres, 'm³/h'],
    [feet, 'CFM'],
    [share, '%'],
  ].filter(([form = '']) => new RegExp(form, 'i').test(whole));
  const [[, unit = ''] = [], ...more] = units;
  if (unit !== '' && more.length === 0) return said(`${figure} ${unit}`, text);
  return unsure('unit', text, `${figure} m³/h`, `${figure} %`);
}

const none =
  /(?<![a-z])(?:off|nil|none|n\/?a|no|not applicable|not required)(?![a-z])|^\s*-+\s*$|关|无|不控/i;

/** Relative humidity in per cent, `85` or `85-90`; `OFF` where the text says that there is none. */
export function readHumidity(text: string): Said {
  const [, low, high] =
    /(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*%?\s*(?:(?:-|~|to|至|到)\s*(\d{1,3}(?:\.\d+)?))?\s*%?/.exec(text) ?? [];
  if (low === undefined) return none.test(text) ? said('OFF', text) : notRecognised(text);
  const ends = [low, high ?? low].map(Number);
  if (ends.some((end) => end > 100) || (ends[0] ?? 0) > (ends[1] ?? 0)) return notRecognised(text);
  return said(high === undefined ? decimalIn(low) : `${decimalIn(low)}-${decimalIn(high)}`, text);
}

function decimalIn(text: string): string {
  return canonicalDecimal(text.replace(',', '.')) ?? text;
}
