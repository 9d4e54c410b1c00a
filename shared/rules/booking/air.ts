import { canonicalDecimal } from '../../model/decimal.ts';
import { notRecognised, said, unsure, type Said } from './said.ts';

const number = '(\\d+(?:[.,]\\d+)?)';
const cubicMetres = new RegExp(`${number}\\s*(?:m3|m³|cbm|cmh|立方米?|方)`, 'gi');
const cubicFeet = new RegExp(`${number}\\s*(?:cfm|ft3/?min)`, 'gi');
const perCent = new RegExp(`${number}\\s*(?:%|per ?cent|pct|百分)`, 'gi');
const shut = /(?<![a-z])(?:closed|close|shut)(?![a-z])|关闭|全关|关/i;
const notShut = /(?:not|n't|不)\s*(?:be\s+)?(?:closed?|shut|关)/i;

/**
 * What a text says of the vents, worded as `readVentilation` takes it: `CLOSED`, `15 m³/h`, `9 CFM`, `20 %`. A figure
 * without a unit may be either and is left to a person.
 */
export function readAir(text: string): Said {
  const all = (form: RegExp, unit: string): readonly string[] =>
    [...text.matchAll(form)].map(([, figure = '']) => `${decimalIn(figure)} ${unit}`);
  const metres = all(cubicMetres, 'm³/h');
  const feet = all(cubicFeet, 'CFM');
  const shares = all(perCent, '%');
  const closed = shut.test(text) && !notShut.test(text) ? ['CLOSED'] : [];
  if (notShut.test(text) && metres.length + feet.length + shares.length === 0) return notRecognised(text);
  // `15 CBM/H (9 CFM)` is one thing said twice; a share beside it is another.
  const rates = metres.length > 0 ? metres : feet;
  const meant = [...new Set([...closed, ...rates, ...shares])];
  const open = closed.length > 0 ? meant.filter((one) => !/^(?:CLOSED$|0(?:\.0+)? )/.test(one)) : meant;
  if (closed.length > 0 && open.length === 0) return said('CLOSED', text);
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return said(only, text);
  if (only !== undefined) return unsure('several', text, ...meant);
  const bare = new RegExp(`(?<![\\d.,])${number}(?![\\d.,])`).exec(text)?.[1];
  if (bare === undefined) return notRecognised(text);
  const figure = decimalIn(bare);
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
