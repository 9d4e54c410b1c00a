import { canonicalDecimal } from '../model/decimal.ts';
import type { Reading } from './capture.ts';
import { foldName } from './fold-line.ts';
import type { KnownPacking, KnownProduct } from './known.ts';
import { customerIn, type Lexicon } from './lexicon.ts';
import { packageWords } from './packages.ts';
import type { Sheet, Spot } from './sheet.ts';
import { readSize, sizePattern } from './sizes.ts';
import { fitOf } from './spelling.ts';

type Packing = Extract<Reading, { readonly kind: 'packing' }>;

/** The first packing of a product that is what was written; a weight alone or a word alone is enough. */
export function packingOf({ packings }: KnownProduct, { netKg, words }: Packing): KnownPacking | undefined {
  return packings.find((packing) => {
    const own = packageWords(foldName(packing.package));
    const weighs = netKg === null || canonicalDecimal(packing.netKg ?? '') === canonicalDecimal(netKg);
    return weighs && words.every((word) => own.includes(word));
  });
}

export function fitsPacking(product: KnownProduct, packing: Packing): boolean {
  return packingOf(product, packing) !== undefined;
}

/**
 * Where a word fits several products (garlic; Fuji of 18 and of 20 kg), takes the one that the packing, then the sizes,
 * then the customer's habits speak for. What habits alone decide stays uncertain.
 */
export function decideProducts(sheet: Sheet, lexicon: Lexicon): void {
  // Twice: what is decided last may decide what stood before it (苹果 红富士 18kg).
  for (const _ of [1, 2]) {
    const spots = sheet.spots().filter(({ reading }) => reading.kind === 'product');
    spots.forEach((spot, index) => {
      const from = index === 0 ? 0 : spot.from;
      const to = spots[index + 1]?.from ?? sheet.line.length;
      if (!spot.certain) decide(sheet, lexicon, spot, { from, to });
    });
  }
}

function decide(sheet: Sheet, lexicon: Lexicon, spot: Spot, range: { from: number; to: number }): void {
  const candidates = [spot.reading, ...spot.alternatives].flatMap((reading) => {
    const product = reading.kind === 'product' ? lexicon.products.get(reading.product) : undefined;
    return product ? [product] : [];
  });
  if (candidates.length < 2) return;
  const packings = sheet
    .spots()
    .flatMap(({ reading, from }) =>
      reading.kind === 'packing' && from >= range.from && from < range.to ? [reading] : [],
    );
  const open = sheet.open().slice(range.from, range.to);
  const sizes = [...open.matchAll(new RegExp(sizePattern, 'g'))].map(([text]) => text);
  const fitOfSizes = (product: KnownProduct): number =>
    sizes.reduce((sum, text) => sum + (readSize(text, product.counts)[0]?.fit ?? 0), 0);
  const packed = best(candidates, (product) => packings.filter((one) => fitsPacking(product, one)).length);
  const sized = best(packed, fitOfSizes);
  // 纯白 garlic: the other word has said it.
  const said = sheet
    .spots()
    .flatMap(({ reading, certain }) => (reading.kind === 'product' && certain ? [reading.product] : []));
  const repeated = best(sized, ({ id }) => (said.includes(id) ? 1 : 0));
  const usual = customerIn(sheet.spots(), lexicon)?.products ?? [];
  const habitual = best(repeated, ({ id }) => (usual.includes(id) ? 1 : 0));
  const ranked = [...habitual, ...repeated, ...sized, ...packed, ...candidates];
  const [first, ...others] = [...new Set(ranked)].map(({ id }): Reading => ({
    kind: 'product',
    product: id,
  }));
  if (!first) return;
  const written = sheet.folded.slice(spot.from, spot.to).match(/[a-z]+/g) ?? [];
  const names = candidates.flatMap((product) => foldName(product.names.join(' ')).match(/[a-z]+/g) ?? []);
  const spelled = written.every((word) => names.some((name) => fitOf(word, name) >= 2));
  const alone =
    packed.length === 1 ||
    (sized.length === 1 && isExact(sized, sizes)) ||
    (sized.length > 1 && repeated.length === 1);
  const rest = [...spot.alternatives, spot.reading].filter(({ kind }) => kind !== 'product');
  sheet.amend(spot, {
    reading: first,
    certain: spelled && alone && rest.length === 0,
    alternatives: [...others, ...rest],
  });
}

/** Those of the highest score; all of them where none has any. */
function best<T>(candidates: readonly T[], score: (candidate: T) => number): readonly T[] {
  const scores = candidates.map(score);
  const most = Math.max(0, ...scores);
  return most === 0 ? candidates : candidates.filter((_, index) => scores[index] === most);
}

/** Whether each size that may be one of a product's stands in its list. */
function isExact([product]: readonly KnownProduct[], sizes: readonly string[]): boolean {
  const fits = sizes.map((text) => readSize(text, product?.counts ?? [])[0]?.fit ?? 0);
  return fits.some((fit) => fit === 3) && fits.every((fit) => fit === 3 || fit === 0);
}
