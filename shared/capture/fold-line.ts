/** Signs that Chinese keyboards and word processors put for others, one for one. */
const signs: Readonly<Record<string, string>> = {
  '×': 'x',
  '✕': 'x',
  '✖': 'x',
  '╳': 'x',
  '∗': '*',
  '‘': "'",
  '’': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '″': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '﹣': '-',
  '〜': '~',
  '∼': '~',
  '⁄': '/',
  '∕': '/',
  '。': ';',
};

/** Stands in a sheet for what has been claimed, so no line may hold it. */
export const claimed = '\ue000';

/**
 * A line as it is read: small letters without accents, plain digits and signs. Each code unit stays one code unit, so
 * a place in it is a place in the line. A tab parts cells, so it becomes a semicolon: nothing is read across it.
 */
export function foldLine(line: string): string {
  let folded = '';
  for (let at = 0; at < line.length; at++) folded += foldUnit(line.charAt(at));
  return folded;
}

function foldUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (unit === '\t') return ';';
  if (code < 0x20 || unit === claimed || /^[\s\p{Cf}]$/u.test(unit)) return ' ';
  if (code < 0x7f) return unit.toLowerCase();
  const sign = signs[unit];
  if (sign !== undefined) return sign;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  const [base = unit, ...marks] = unit.normalize('NFD');
  if (marks.length > 0 && /^[A-Za-z]$/.test(base)) return base.toLowerCase();
  const small = unit.toLowerCase();
  return small.length === 1 ? small : unit;
}

/** A name as lines are read. */
export function foldName(name: string): string {
  return foldLine(name.normalize('NFC'));
}
