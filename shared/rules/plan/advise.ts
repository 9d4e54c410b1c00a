import type { ContainerType, Reference } from '../../knowledge/reference.ts';
import { compareDecimals, multiplyDecimals, sumDecimals } from '../../model/decimal.ts';
import type { ProductView } from '../../model/product.ts';
import { known, unknown, type Answer } from '../answer.ts';
import { commodityOf, named, sole } from '../case.ts';
import { isLess, isMore, minus, writtenSpan } from '../compare.ts';
import { divideDecimals } from '../../model/decimal.ts';
import type { Entered } from '../figures.ts';
import type { FillLimit } from '../fill.ts';
import type { Finding } from '../finding.ts';
import type { PackingView } from '../packing.ts';
import type { AdviceCode } from './advice-words.ts';
import { goodsOf } from './goods.ts';
import { mixedVerdicts, setPointVerdict } from './mixed.ts';
import { planContainer } from './plan-container.ts';

/** What a customer would like: goods with their packing and cartons, in containers of one type. */
export interface Wish {
  readonly goods: readonly {
    readonly product: ProductView;
    readonly packing: PackingView | null;
    readonly cartons: Entered;
  }[];
  readonly type: ContainerType;
  /** null: as many as it takes. */
  readonly containers: number | null;
  readonly onPallets: boolean;
  /** kg of cargo, as the team entered it; null: nobody did. */
  readonly roadLimit: Entered;
  /** °C; null: the house figure of each product. */
  readonly setPoint: Entered;
  /** Days from loading to arrival; null: not known. */
  readonly days: Entered;
}

export interface Advice {
  readonly code: AdviceCode;
  readonly tone: 'good' | 'plain' | 'warning' | 'error' | 'unknown';
  readonly values: Readonly<Record<string, string>>;
  /** What the checks say, in their own sentences; then the code is `finding`. */
  readonly finding?: Finding;
}

/** From this part on a container is called nearly full. */
const nearly = 90;

/**
 * What there is to say of a wish: what a container of each product holds and by which limit, which counts fill it exactly
 * or nearly, whether the goods may travel together, and how much of their storage life a voyage leaves. Figures of the
 * team's own come before reckoned ones; what is not known is said to be not known.
 */
export function advise(wish: Wish, reference: Reference): readonly Advice[] {
  const goods = wish.goods.map((one) => ({ ...one, full: fullLoad(one, wish) }));
  return [
    ...goods.map(({ product, full }) => fullAdvice(product, full, wish.type)),
    ...(goods.length === 1 ? counts(goods, wish) : together(goods, wish)),
    ...compatibility(wish, reference),
    ...wish.goods.flatMap(({ product }) => storage(product, wish, reference)),
  ];
}

interface Full {
  readonly cartons: number;
  readonly limit: FillLimit | 'house';
}

/** What a container of this alone holds: the least of the team's figure, the room or the pallets, and the weight. */
function fullLoad({ packing, product }: Wish['goods'][number], wish: Wish): Answer<Full> {
  const goods = goodsOf(product.id, packing, wish.type, '0');
  const [plan] = planContainer({
    type: wish.type,
    goods: [goods],
    onPallets: wish.onPallets,
    roadLimit: wish.roadLimit,
    packaging: null,
  }).goods;
  if (!plan) return unknown('packing');
  const found: Full[] = [];
  if (goods.house !== null && /^\d+$/.test(goods.house))
    found.push({ cartons: Number(goods.house), limit: 'house' });
  const stowed = wish.onPallets ? plan.byPallets : plan.byGeometry;
  if (stowed.kind === 'known')
    found.push({ cartons: stowed.value, limit: wish.onPallets ? 'pallets' : 'geometry' });
  // Weight alone says how many are too many, not how many there is room for.
  if (found.length > 0 && plan.byWeight.kind === 'known') found.push(plan.byWeight.value);
  const [first, ...others] = found;
  if (first === undefined)
    return unknown(...(packing === null ? ['packing'] : stowed.kind === 'unknown' ? stowed.lacks : []));
  return known(others.reduce((least, one) => (one.cartons < least.cartons ? one : least), first));
}

function fullAdvice(product: ProductView, full: Answer<Full>, type: ContainerType): Advice {
  const about = { ...named(product), type: type.code };
  return full.kind === 'known'
    ? {
        code: 'full',
        tone: 'plain',
        values: { ...about, cartons: String(full.value.cartons), limit: full.value.limit },
      }
    : { code: 'full_unknown', tone: 'unknown', values: { ...about, lacks: full.lacks.join(', ') } };
}

type Weighed = Wish['goods'][number] & { readonly full: Answer<Full> };

/** One product: which counts fill containers. */
function counts([only]: readonly Weighed[], { containers, type }: Wish): readonly Advice[] {
  if (!only || only.full.kind === 'unknown' || only.cartons === null || !/^\d+$/.test(only.cartons))
    return [];
  const [cartons, full] = [Number(only.cartons), only.full.value.cartons];
  if (full === 0) return [];
  const values = { ...named(only.product), cartons: only.cartons };
  const due = containers ?? Math.max(1, Math.ceil(cartons / full));
  const gap = due * full - cartons;
  const about = { ...values, containers: `${due}×${type.code}`, full: String(due * full) };
  if (gap === 0) return [{ code: 'exact', tone: 'good', values: about }];
  if (gap < 0) return [{ code: 'over', tone: 'error', values: { ...about, more: String(-gap) } }];
  const percent = Math.floor((cartons * 100) / (due * full));
  const short = { ...about, short: String(gap), percent: String(percent) };
  // Of as many containers as it takes all but the last are full: nine full ones do not make the tenth so.
  const last = containers === null ? Math.floor(((full - gap) * 100) / full) : percent;
  if (last >= nearly) return [{ code: 'nearly', tone: 'plain', values: short }];
  const less = cartons - (due - 1) * full;
  return due > 1 && containers === null
    ? [
        {
          code: 'between',
          tone: 'warning',
          values: {
            ...short,
            less: String(less),
            fewer: `${due - 1}×${type.code}`,
            down: String((due - 1) * full),
          },
        },
      ]
    : [{ code: 'part', tone: 'plain', values: short }];
}

/** Several products: how much of the containers each takes, by what a container of it alone holds. */
function together(goods: readonly Weighed[], { containers, type }: Wish): readonly Advice[] {
  const shares = goods.map(({ full, cartons }) =>
    full.kind === 'known' && cartons !== null && full.value.cartons > 0
      ? divideDecimals(multiplyDecimals(cartons, '100') ?? '', String(full.value.cartons), 4)
      : null,
  );
  const counted = shares.filter((share) => share !== null);
  if (goods.length === 0 || counted.length < shares.length) return [];
  const sum = sumDecimals(counted) ?? '0';
  const due = containers ?? Math.max(1, Math.ceil(Number(sum) / 100 - 0.0001));
  const percent = divideDecimals(sum, String(due), 1) ?? sum;
  const about = { percent, containers: `${due}×${type.code}` };
  if (isMore(percent, '100')) return [{ code: 'mix_over', tone: 'error', values: about }];
  const room = goods.flatMap(({ product, full }): readonly Advice[] => {
    const more =
      full.kind === 'known' ? Math.floor(((due * 100 - Number(sum)) * full.value.cartons) / 100) : 0;
    return more > 0
      ? [{ code: 'mix_room', tone: 'plain', values: { ...named(product), more: String(more) } }]
      : [];
  });
  return [{ code: 'mix_share', tone: Number(percent) >= nearly ? 'good' : 'plain', values: about }, ...room];
}

function compatibility({ goods }: Wish, reference: Reference): readonly Advice[] {
  const products = goods.map(({ product }) => product);
  if (products.length < 2) return [];
  const found = mixedVerdicts(products, '1', reference);
  const said = found.map(findingAdvice);
  if (found.some(({ severity }) => severity === 'error'))
    return [{ code: 'mix_fails', tone: 'error', values: {} }, ...said];
  if (found.length > 0) return [{ code: 'mix_open', tone: 'warning', values: {} }, ...said];
  return [{ code: 'mix_ok', tone: 'good', values: {} }];
}

function findingAdvice(finding: Finding): Advice {
  const tone = finding.severity === 'note' ? 'unknown' : finding.severity;
  return { code: 'finding', tone, values: {}, finding };
}

/** What set point and voyage leave of the published storage life. */
function storage(product: ProductView, { setPoint, days }: Wish, reference: Reference): readonly Advice[] {
  const commodity = commodityOf({ reference }, product);
  const life = commodity?.storageLifeDays.value ?? null;
  const house = sole(product.fields.set_point);
  const name = named(product);
  const verdict = setPoint === null ? [] : setPointVerdict(product, setPoint, '1', reference);
  const said = verdict.filter(({ severity }) => severity !== 'note').map(findingAdvice);
  const harmed = verdict.some(({ code }) => code === 'set_point_freezing' || code === 'set_point_chilling');
  if (harmed) return [...said, { code: 'life_void', tone: 'error', values: name }];
  if (!commodity || life === null)
    return days === null && setPoint === null
      ? said
      : [...said, { code: 'life_unknown', tone: 'unknown', values: name }];
  const range = commodity.temperature.value;
  const top = range && (house === null || isMore(range.max, house)) ? range.max : house;
  const warmer = setPoint !== null && top !== null && isMore(setPoint, top) ? minus(setPoint, top) : null;
  const colder = setPoint !== null && warmer === null && house !== null && isLess(setPoint, house);
  const shorter = warmer === null ? life : warmed(life, warmer);
  const values = { ...name, life: writtenSpan(life) };
  return [
    ...said,
    ...(warmer === null
      ? []
      : [
          {
            code: 'life_warmer',
            tone: 'warning',
            values: { ...values, degrees: warmer, shorter: writtenSpan(shorter) },
          } as const,
        ]),
    ...(colder ? [{ code: 'life_colder', tone: 'plain', values } as const] : []),
    ...(days === null ? [] : [leftAfter(days, shorter, { ...name, life: writtenSpan(shorter) })]),
  ];
}

function leftAfter(
  days: string,
  life: { readonly min: string; readonly max: string },
  values: Readonly<Record<string, string>>,
): Advice {
  const [least, most] = [minus(life.min, days) ?? '0', minus(life.max, days) ?? '0'];
  if (compareDecimals(most, '0') !== 1)
    return { code: 'life_over', tone: 'error', values: { ...values, days } };
  const tone = isMore(least, '0') ? 'plain' : 'warning';
  return {
    code: tone === 'plain' ? 'life_left' : 'life_near',
    tone,
    values: {
      ...values,
      days,
      left: writtenSpan({ min: isMore(least, '0') ? least : '0', max: most }),
      spare: life.min,
    },
  };
}

/**
 * Days that are left of a storage life where it is warmer by so many degrees: ripening goes two to three times as fast for
 * each 10 °C (Kader, Postharvest Technology of Horticultural Crops). An estimate, shown as one; nothing is gained below.
 */
function warmed({ min, max }: { readonly min: string; readonly max: string }, degrees: string) {
  const after = (days: string, factor: number): string =>
    String(Math.floor(Number(days) / factor ** (Number(degrees) / 10)));
  return { min: after(min, 3), max: after(max, 2) };
}
