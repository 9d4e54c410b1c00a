import { incoterms } from '../model/schema.ts';
import type { Incoterm } from './known.ts';
import type { Place, Sheet, Spot } from './sheet.ts';

/** What people write for a rule: `C&F` is what CFR was called before 1990. */
const aliases: Readonly<Record<string, Incoterm>> = {
  'c&f': 'CFR',
  'c+f': 'CFR',
  cnf: 'CFR',
  离岸价: 'FOB',
  到岸价: 'CIF',
};
const pattern = new RegExp(
  `(?<![a-z])(?:${[...incoterms, 'c&f', 'c\\+f', 'cnf'].join('|').toLowerCase()})(?![a-z])|离岸价|到岸价`,
  'g',
);

export function findIncoterms(sheet: Sheet): void {
  for (const found of sheet.find(pattern)) {
    const text = sheet.folded.slice(found.from, found.to);
    const incoterm = aliases[text] ?? incoterms.find((one) => one.toLowerCase() === text);
    if (incoterm !== undefined) sheet.claim(found, { kind: 'incoterm', incoterm });
  }
}

/** At whose port the place of a rule lies: `FOB Qingdao`, `CFR Jebel Ali`. */
export function roleOf(incoterm: Incoterm): 'loading' | 'discharge' {
  return /^[EF]/.test(incoterm) ? 'loading' : 'discharge';
}

/** Capitalised words, or Chinese characters up to the next of anything else. */
const place = /^ ?(?:\p{Lu}[\p{L}'.-]+(?: \p{Lu}[\p{L}'.-]+){0,2}|\p{Script=Han}{2,8}(?!\p{Script=Han}))/u;

/** Takes what stands behind a rule for its place, though nobody knows it; and doubts a port at the wrong end. */
export function findPlaces(sheet: Sheet): void {
  for (const term of sheet.spots()) {
    if (term.reading.kind !== 'incoterm') continue;
    const role = roleOf(term.reading.incoterm);
    const next = nextTo(sheet, term.to);
    if (next?.reading.kind === 'port') {
      const { reading } = next;
      if (reading.role !== role)
        sheet.amend(next, { certain: false, alternatives: [{ ...reading, role }, ...next.alternatives] });
      continue;
    }
    const end = Math.min(
      ...sheet.spots().flatMap(({ from }) => (from >= term.to ? [from] : [])),
      sheet.line.length,
    );
    const written = place.exec(sheet.line.slice(term.to, end))?.[0] ?? '';
    const name = written.trim();
    if (name === '') continue;
    const to = term.to + written.length;
    sheet.claim({ from: to - name.length, to }, { kind: 'port', port: name, role }, { certain: false });
  }
}

/** What has been claimed next behind a place, with nothing but spaces between. */
export function nextTo(sheet: Sheet, from: number): Spot | undefined {
  return sheet.spots().find((spot) => spot.from >= from && isBlank(sheet, { from, to: spot.from }));
}
/** What has been claimed next before a place, with nothing but spaces between. */
export function lastBefore(sheet: Sheet, to: number): Spot | undefined {
  return sheet.spots().findLast((spot) => spot.to <= to && isBlank(sheet, { from: spot.to, to }));
}
function isBlank(sheet: Sheet, { from, to }: Place): boolean {
  return sheet.folded.slice(from, to).trim() === '';
}
