import { sameReading, type Reading } from './capture.ts';
import type { Sheet, Spot } from './sheet.ts';

/** Words that stand before a piece in a form or a careful message and only say what it is. */
const labels: Readonly<Partial<Record<Reading['kind'], string>>> = {
  customer: '客户|买家|买方|customer|buyer',
  product: '品名|货名|产品|货物|commodity|goods|product|description',
  packing: '包装|packing|packed in|package',
  cartons: '数量|箱数|件数|袋数|quantity|qty',
  weight: '净重|重量|net weight|weight',
  containers: '柜型|柜量|柜数|箱型|containers?',
  incoterm: '贸易条款|价格条款|条款|incoterms?|terms?',
  date: '日期|date',
  tolerance: '溢短装|tolerance',
  payment: '付款|payment',
  setPoint: '温度',
  ventilation: '通风',
};
const patterns = new Map(
  Object.entries(labels).map(([kind, words]) => [kind, new RegExp(`(?<![a-z])(?:${words})[ :]*$`)] as const),
);
const longest = 20;

/** Spots with the labels before them, and parts of a name that touch (风干, 姜) as one. */
export function withLabels(sheet: Sheet, spots: readonly Spot[]): readonly Spot[] {
  const wider: Spot[] = [];
  for (const spot of spots) {
    const last = wider.at(-1);
    const start = last?.to ?? 0;
    if (last && start === spot.from && isName(spot.reading) && sameReading(last.reading, spot.reading)) {
      wider[wider.length - 1] = { ...last, to: spot.to, certain: last.certain || spot.certain };
      continue;
    }
    const head = sheet.folded.slice(Math.max(start, spot.from - longest), spot.from);
    const label = patterns.get(spot.reading.kind)?.exec(head)?.[0] ?? '';
    wider.push({ ...spot, from: spot.from - label.length });
  }
  return wider;
}

function isName({ kind }: Reading): boolean {
  return kind === 'product' || kind === 'customer';
}

/** 包装 before a packing is its label and no stage. */
export function isLabel(sheet: Sheet, spot: Spot, next: Spot | undefined): boolean {
  if (!next) return false;
  return patterns.get(next.reading.kind)?.exec(sheet.folded.slice(spot.from, next.from))?.index === 0;
}
