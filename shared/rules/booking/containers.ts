import { agreed, notSaid, said, unsure, type Said } from './said.ts';

export interface ContainersSaid {
  readonly type: Said;
  readonly count: Said;
}

const feet = `\\s*(?:'|"|´|’|ft\\.?|foot|feet|尺|呎|-)?\\s*`;
const kind =
  '(?:(?:high[ -]?cube|hi[ -]?cube|hc|hq|h)?[ -]*(?:reefer|refrigerated|reef|ref|rf|rh|re|rq|hr|冷柜|冻柜|冷藏|冷冻)(?:[ -]*(?:high[ -]?cube|hi[ -]?cube|hc|hq))?|high[ -]?cube|hc|hq|gp|dv|dc|dry(?: van)?|standard|r|高柜|普柜|干柜)';
const size = `(?<size>20|40|45)${feet}(?<kind>${kind})(?![a-z\\d])`;
const forms = [
  new RegExp(`(?<![\\d.,/])(?<count>\\d{1,3})\\s*(?:[x×*]|units? of|个|台)\\s*${size}`, 'gi'),
  new RegExp(`(?<![\\d.,/])${size}\\s*[x×*]\\s*(?<count>\\d{1,3})(?!\\d)`, 'gi'),
  new RegExp(`(?<![\\d.,/x×*])${size}`, 'gi'),
  /(?<![a-z\d])(?:(?<count>\d{1,3})\s*[x×*]\s*)?(?<iso>22R1|42R1|45R1|L5R1|22G1|42G1|45G1)(?![a-z\d])/gi,
];
const isoTypes: Readonly<Record<string, string>> = {
  '22R1': '20RF',
  '42R1': '40RF',
  '45R1': '40RH',
  L5R1: '45RH',
  '22G1': '20GP',
  '42G1': '40GP',
  '45G1': '40HC',
};

/** The type of container and how many, wherever a text names them: `2 x 40' HC REEFER`, `40RQ*1`, `45R1`. */
export function readContainers(text: string): ContainersSaid {
  let rest = text;
  const types: Said[] = [];
  const counts: Said[] = [];
  for (const form of forms)
    for (const found of [...rest.matchAll(form)]) {
      const { count, size: length = '', kind: word = '', iso } = found.groups ?? {};
      const written = found[0].trim();
      types.push(
        iso === undefined ? typeOf(length, word, written) : said(isoTypes[iso.toUpperCase()] ?? '', written),
      );
      if (count !== undefined) counts.push(said(String(Number(count)), written));
      rest = rest.replace(found[0], ' '.repeat(found[0].length));
    }
  const type = agreed(types);
  // Of two types nobody can say how many there are of each.
  const count =
    type.kind === 'unsure' && type.why === 'several' ? unsure('several', type.text) : agreed(counts);
  return { type: types.length === 0 ? notSaid : type, count };
}

function typeOf(length: string, written: string, text: string): Said {
  const word = written.toLowerCase().replace(/[\s-]/g, '');
  const cold = /r|冷|冻/.test(word.replace(/dry.*|standard/, ''));
  const high = /h|高/.test(word);
  if (!cold) return said(`${length}${high ? 'HC' : 'GP'}`, text);
  if (length === '20') return said('20RF', text);
  if (length === '45') return said('45RH', text);
  if (high || word === 'rq') return said('40RH', text);
  // The lower one is nearly extinct, and many write `40' reefer` for the high cube.
  return word === 'rf' ? said('40RF', text) : unsure('type', text, '40RH', '40RF');
}

/** A number of units that stands under a label of its own. */
export function readCount(text: string): Said {
  const count = /^\D{0,3}(\d{1,3})(?![\d.,]*\d)(?!\s*[x×*])/.exec(text)?.[1];
  return count === undefined ? notSaid : said(String(Number(count)), text);
}
