import type { Reading } from './capture.ts';
import type { Found, Sheet } from './sheet.ts';

/** More containers than this nobody orders in one line. */
const most = 40;

const numerals = '一二三四五六七八九十';

const count = `(?<![\\d.,/-])(?<count>\\d{1,2}|[${numerals}两])`;
const size = `(?<size>20|40|45)(?!\\d)`;
const feet = ` ?(?:'|"|尺|英尺|呎|ft|feet|foot)? ?`;
const word =
  '(?<word>(?:r(?:eefer|h|f|q|e)|h(?:cr?|qr?|r)(?:ef|f)?|gp|dv|dc|fcl)(?![a-z])|冻高柜|(?:冷冻|冷藏|冷|冻|高|普|干)?(?:货)?柜|high ?cube(?: reefer)?)';
const loose =
  '(?<word>(?:大|小|高|冷|冻|冷藏|冷冻|普|干)?(?:货)?柜|fcl(?![a-z])|(?:containers?|cntrs?|reefers?|refs?)(?![a-z]))';

const forms: readonly RegExp[] = [
  // 2x40RH, 2个40尺冻柜, 2 * 40'HC
  `${count} ?[x*个只条] ?${size}${feet}${word}?(?: ?(?:reefer|冷柜|冻柜|柜)(?![a-z]))?(?![a-z\\d.%])`,
  `${count} +${size}${feet}${word}`,
  // 40RH x 2
  `(?<![\\d.,])${size}${feet}${word} ?[x*] ?(?<count>\\d{1,2})(?!\\d)`,
  // 2柜, 两个小柜, 2 FCL
  `${count} ?[x*个只条]? ?${loose}`,
  // 40RH alone
  `(?<![\\d.,x*] ?)${size}${feet}${word}`,
].map((form) => new RegExp(form, 'g'));

/** Claims how many containers of which type; types are the codes that are known, such as `40RH`. */
export function findContainers(sheet: Sheet, types: readonly string[]): void {
  for (const form of forms) for (const found of sheet.find(form)) claimContainers(sheet, found, types);
}

function claimContainers(sheet: Sheet, found: Found, types: readonly string[]): void {
  const { count: written, size: length, word: kind } = found.groups;
  // Cartons of each, not how many: 每柜1100箱
  if (/[每/]$|(?:per|a|each) $/.test(sheet.folded.slice(0, found.from))) return;
  const number = written === undefined ? 1 : numberOf(written);
  const meant = meantBy(length ?? null, kind?.replace(/ /g, '') ?? '');
  const readings = meant
    .filter((type) => types.includes(type))
    .map((type): Reading => ({ kind: 'containers', number, type }));
  const [first, ...alternatives] = readings;
  if (!first || number < 1 || number > most) return;
  const named = length !== undefined && /^r(?:eefer|h|f|q|e)$|^冷|^冻|gp|dv|dc|^普|^干/.test(kind ?? '');
  sheet.claim(found, first, { certain: named && written !== undefined, alternatives });
}

function numberOf(text: string): number {
  return text === '两' ? 2 : numerals.includes(text) ? numerals.indexOf(text) + 1 : Number(text);
}

/**
 * The types that a size and a word may mean, the likelier first. Fresh goods go in reefers, and of 40' that is the high
 * cube: the lower 40RF is nearly extinct (`shared/knowledge/reference/containers.json`).
 */
function meantBy(length: string | null, word: string): readonly string[] {
  const feet = length ?? (word.startsWith('小') ? '20' : '40');
  const reefers = feet === '20' ? ['20RF'] : feet === '40' ? ['40RH', '40RF'] : ['45RH'];
  const dry = feet === '20' ? ['20GP'] : feet === '40' ? ['40GP', '40HC'] : ['45HC'];
  if (word === 'rf') return [...reefers].reverse();
  if (word === 'hc') return [`${feet}HC`, ...reefers.slice(0, 1)];
  if (/^(?:hq|高|high)/.test(word)) return [...reefers.slice(0, 1), `${feet}HC`];
  if (/^(?:r|h|冷|冻)/.test(word)) return reefers;
  if (/^(?:gp|dv|dc|普|干)/.test(word)) return dry;
  return [...reefers, ...dry];
}
