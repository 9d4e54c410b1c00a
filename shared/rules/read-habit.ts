import type { Comparison, ConditionField } from '../model/conditions.ts';
import { goodsIn, type GoodsWords } from './goods-words.ts';
import type { HabitCondition } from './habit-condition.ts';

/** What of a habit's words a machine can check. */
export interface HabitReading {
  readonly conditions: readonly HabitCondition[];
  /** Usual rather than demanded (最好, 一般): deviating is worth a note. */
  readonly hedged: boolean;
}

interface Clause {
  readonly text: string;
  /** Goods named here, or before it in the same habit. */
  readonly goods: readonly string[];
}

type Found = Omit<HabitCondition, 'goods'>;

/**
 * Reads conditions out of a habit in a merchandiser's words. Only what can mean one thing is read: sizes (只要
 * 100/113/125; 鸭梨 88/96; 5.5 公分以下一律退货), shares (113 不能超过 40%; 150 克以上占 70%), set point (柜温 -3℃),
 * fresh air (通风必须关闭; 通风写 15 立方/小时; 订舱单上写 CLOSED), packing (10 公斤网袋; 不要纸箱; 允许 12.5-12.8),
 * mixed loads (不接受拼柜), quantity (一箱都不能多; 数量 ±5%), days to present, currency, and days of the week. Everything
 * else stays for people. Goods named in a clause bind it and those after it, until others are named.
 */
export function readHabit(text: string, words: GoodsWords): HabitReading {
  const readings = known.get(words) ?? new Map<string, HabitReading>();
  known.set(words, readings);
  const reading = readings.get(text) ?? read(text, words);
  // Texts are as many as a hostile document likes.
  if (readings.size < 5000) readings.set(text, reading);
  return reading;
}

/** A habit is read once for all orders of its customer. */
const known = new WeakMap<GoodsWords, Map<string, HabitReading>>();

function read(text: string, words: GoodsWords): HabitReading {
  const conditions: HabitCondition[] = [];
  for (const clause of clausesOf(text, words))
    for (const found of readers.flatMap((read) => read(clause))) {
      const same = conditions.findIndex(
        (one) => one.field === found.field && one.goods.join() === clause.goods.join(),
      );
      // 净重 12.5 公斤,允许 12.5-12.8: the later clause says how far the first may be left.
      if (same >= 0 && found.comparison === 'between') conditions.splice(same, 1);
      conditions.push({ ...found, goods: clause.goods });
    }
  return { conditions, hedged: hedges.test(text) };
}

const hedges =
  /最好|尽量|一般|通常|偶尔|有时|可以|也行|也要|如果可能|prefer|usually|if possible|normally|ideally/i;

function clausesOf(text: string, words: GoodsWords): readonly Clause[] {
  let goods: readonly string[] = [];
  return (
    text
      .normalize('NFKC')
      .replace(/[\u2212\u2013]/g, '-')
      // A comma in 1,600 parts nothing; the one before 113/125 does.
      .split(/[;。:()\n]|,(?!(?<=\d,)\d{3}(?!\d))|\.(?=\s|$)/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => {
        const named = goodsIn(part, words);
        if (named.length > 0) goods = named;
        return { text: part, goods };
      })
  );
}

const found = (field: ConditionField, comparison: Comparison, ...values: readonly string[]): Found => ({
  field,
  comparison,
  values,
});

const number = String.raw`\d+(?:\.\d+)?`;
const unit = '公分|厘米|cm|mm|毫米|克|g(?![a-z])';
const only =
  '(?:一般|通常|最好|尽量)?(?:(?:常年)?(?:只要|只收|只做|要|必须是?|限)|规格(?:只要|为|是)?|only)?';

/** Each looks for one kind of condition in a clause. */
const readers: readonly ((clause: Clause) => readonly Found[])[] = [
  plainSizes,
  measuredSizes,
  edges,
  shares,
  setPoint,
  vents,
  packing,
  mixing,
  quantity,
  terms,
  weekdays,
];

/** The clause without the words for its goods, which may stand before, behind or among the sizes. */
function withoutGoods({ text, goods }: Clause): string {
  return goods
    .reduce((rest, word) => rest.replaceAll(new RegExp(`${word}子?`, 'gi'), ' '), text)
    .replace(/\s+/g, ' ')
    .trim();
}

/** `100/113/125 三个规格`, `11/12 头`, `L/XL`: a list that is the whole of the clause. */
function plainSizes(clause: Clause): readonly Found[] {
  const one = String.raw`(?:\d{1,3}|[2-4]?X{0,3}[SML])`;
  const form = new RegExp(
    `^${only} ?(${one}(?: ?/ ?${one})+) ?(?:头|个|粒|[一二两三四五六]?个?规格|counts?|sizes?|only)?$`,
    'i',
  );
  const list = form.exec(withoutGoods(clause))?.[1];
  // 1/4 of a photograph is no size: somebody must say of what, or that it is one.
  const said = clause.goods.length > 0 || /规格|头|只|only|size|count/i.test(clause.text);
  const values = list?.split('/').map((size) => size.trim()) ?? [];
  return values.length > 0 && said && ascending(values) ? [found('count', 'one_of', ...values)] : [];
}

function ascending(values: readonly string[]): boolean {
  const numbers = values.map(Number);
  return numbers.some(Number.isNaN) || numbers.every((one, at) => at === 0 || one > (numbers[at - 1] ?? 0));
}

/** `5.0-5.5、5.5-6.0 公分`, `150-200 克`: bands with their unit, the whole of the clause. */
function measuredSizes(clause: Clause): readonly Found[] {
  const band = `${number} ?[-~] ?${number}`;
  const form = new RegExp(`^${only} ?(${band}(?: ?[、/] ?${band})*) ?(${unit})$`, 'i');
  const [, list, measure = ''] = form.exec(withoutGoods(clause)) ?? [];
  return list === undefined
    ? []
    : [found('count', 'one_of', ...list.split(/[、/]/).map((one) => `${one.trim()} ${measure}`))];
}

const refuse = '(?:一律|全部|都)?(?:退货|拒收|不收|不要|不接受|不能要|退)';

/** `5.5 公分以下一律退货`, `只要 5.5 公分以上`, `8 公分以上不要`. */
function edges({ text }: Clause): readonly Found[] {
  const below = new RegExp(`(${number}) ?(${unit}) ?(?:以下|及以下|下)的? ?${refuse}`).exec(text);
  const above = new RegExp(`(${number}) ?(${unit}) ?(?:以上|及以上)的? ?${refuse}`).exec(text);
  const least = new RegExp(
    `(?:只要|只收|必须|至少|不能小于|不得小于|不低于) ?(${number}) ?(${unit})(?: ?以上)?$`,
  ).exec(text);
  return [
    ...(below ? [found('count_from', 'at_least', `${below[1] ?? ''} ${below[2] ?? ''}`)] : []),
    ...(above ? [found('count_to', 'at_most', `${above[1] ?? ''} ${above[2] ?? ''}`)] : []),
    ...(least && !below ? [found('count_from', 'at_least', `${least[1] ?? ''} ${least[2] ?? ''}`)] : []),
  ];
}

/** `113 不能超过 40%`, `150 克以上占 70%`. */
function shares({ text }: Clause): readonly Found[] {
  const most = new RegExp(
    `(?<![\\d./-])(\\d{1,3}|[SMLX]+)(?:头|规格|的)* ?(?:不能|不得|不可|不)(?:超过|超|多于) ?(${number}) ?%`,
    'i',
  ).exec(text);
  const least = new RegExp(
    `(${number}) ?(${unit}) ?以上的? ?(?:要|必须)?(?:占|不少于|至少|不低于) ?(?:到|至少)? ?(${number}) ?%`,
  ).exec(text);
  return [
    ...(most ? [found('share', 'at_most', most[1] ?? '', most[2] ?? '')] : []),
    ...(least ? [found('share', 'at_least', `${least[1] ?? ''} ${least[2] ?? ''}+`, least[3] ?? '')] : []),
  ];
}

/** `柜温 -3℃`, `柜温 0 到 1 度`. */
function setPoint({ text }: Clause): readonly Found[] {
  const degrees = String.raw`(?:℃|°\s?C|度(?!数)|摄氏度|C(?![a-z]))`;
  const [, low, high] =
    new RegExp(
      `(?:柜温|箱温|温度|设温|set ?point|temp(?:erature)?) ?(?:必须|要|设|设定|为|是|at|of|[:=])* ?([+-]?${number})(?: ?(?:到|至|~|\\.\\.) ?([+-]?${number}))? ?${degrees}`,
      'i',
    ).exec(text) ?? [];
  if (low === undefined) return [];
  const plain = (value: string) => value.replace(/^\+/, '');
  return high === undefined
    ? [found('set_point', 'is', plain(low))]
    : [found('set_point', 'between', plain(low), plain(high))];
}

/** `通风必须关闭`, `通风写 15 立方/小时`, `订舱单上写 CLOSED`. */
function vents({ text }: Clause): readonly Found[] {
  if (/订舱.{0,4}写 ?CLOSED/i.test(text)) return [found('booking_ventilation', 'is', 'CLOSED')];
  if (
    /(?:通风|换气|vents?) ?(?:必须|要|一律|全程|写|都|must be|to be)* ?(?:全?关闭?|closed|CLOSED)(?![a-z])/i.test(
      text,
    )
  )
    return [found('ventilation', 'is', 'closed')];
  const rate = new RegExp(
    `(?:通风|换气|vents?|ventilation) ?(?:必须|要|写|开|设)* ?(${number}) ?(?:立方|m3|m³|cbm)`,
    'i',
  ).exec(text)?.[1];
  return rate === undefined ? [] : [found('ventilation', 'is', rate)];
}

const packages: readonly (readonly [kind: string, word: string])[] = [
  ['mesh_bag', '网袋|mesh bags?'],
  ['carton', '纸箱|cartons?'],
  ['basket', '塑料筐|筐|baskets?'],
  ['crate', '木箱|周转箱|crates?'],
];

/** `10 公斤网袋`, `不要纸箱`, `20 公斤`, `净重 12.5 公斤`, `允许 12.5-12.8`. */
function packing(clause: Clause): readonly Found[] {
  const { text } = clause;
  const conditions: Found[] = [];
  for (const [kind, word] of packages)
    if (new RegExp(`(?:不要|不用|不收|不能用|no) ?(?:${word})`, 'i').test(text))
      conditions.push(found('package', 'is_not', kind));
  const rest = withoutGoods(clause);
  const whole = new RegExp(
    `^(?:要|只要|用|装)? ?(?:箱|每箱)?(?:净重)? ?(${number}) ?(?:公斤|千克|kgs?)(?: ?(?:装|每箱))? ?(网袋|纸箱|箱|塑料筐|筐|mesh bags?|cartons?)?(?:装)?$`,
    'i',
  ).exec(rest);
  const [, kilograms, bag] = whole ?? [];
  // Heavier than this nobody carries: it is the weight of a load.
  if (kilograms !== undefined && Number(kilograms) <= 50) {
    conditions.push(found('net_per_carton', 'is', kilograms));
    const kind = packages.find(([, word]) => bag !== undefined && new RegExp(`^(?:${word})$`, 'i').test(bag));
    if (kind) conditions.push(found('package', 'is', kind[0]));
  }
  const [, low, high] =
    new RegExp(`^(?:净重)?允许 ?(${number}) ?[-~到至] ?(${number}) ?(?:公斤|kg)?$`).exec(text) ?? [];
  if (low !== undefined && high !== undefined) conditions.push(found('net_per_carton', 'between', low, high));
  return conditions;
}

/** `不接受和别的货拼柜`. */
function mixing({ text }: Clause): readonly Found[] {
  return /(?:不接受|不能|不要|不得|不可以?|不许|不允许|禁止|拒绝)[^,;。]{0,8}(?:拼柜|拼装|混装)|\bno mixed (?:loads?|containers?)/i.test(
    text,
  )
    ? [found('mixed_load', 'is_not', 'yes')]
    : [];
}

/** `数量以箱计`, `没有溢短装`, `一箱都不能多`, `数量 ±5%`. */
function quantity({ text }: Clause): readonly Found[] {
  if (
    /数量(?:必须|都)?[以按] ?[“"「']?箱[”"」']? ?计|(?:没有|无|不允许|不接受|不能有)(?: ?\d+ ?% ?)?(?:的)?溢短?装|一箱(?:都|也)?不能多/.test(
      text,
    )
  )
    return [found('over_delivery', 'at_most', '0')];
  const percent = new RegExp(`数量 ?(?:±|\\+ ?/ ?-|正负|上下) ?(${number}) ?%`).exec(text)?.[1];
  if (percent !== undefined) return [found('tolerance', 'is', percent)];
  return [];
}

/** Days to present, and the currency. */
function terms({ text }: Clause): readonly Found[] {
  const days =
    /(?:装船|开船|提单日?|装运|shipment)(?:日|期)?(?:之?后) ?(\d{1,2}) ?天(?:之?内)? ?(?:必须|要)?交单/.exec(
      text,
    )?.[1];
  const currency = currencies.find(([, word]) =>
    new RegExp(`(?:${word}) ?(?:报价|结算|计价|付款)`, 'i').test(text),
  )?.[0];
  const against = /不(?:要|能|用|接受)[^,;]*(?:报价|结算|计价)/.test(text);
  return [
    ...(days === undefined ? [] : [found('presentation_days', 'at_most', days)]),
    ...(currency === undefined || against ? [] : [found('currency', 'is', currency)]),
  ];
}

const currencies: readonly (readonly [code: string, word: string])[] = [
  ['CNY', '人民币|CNY|RMB'],
  ['USD', '美元|美金|USD'],
  ['EUR', '欧元|EUR'],
];

const dayNames = '一二三四五六日';

/** `周五不能到港`, `只接受周一到周三到港`, `不要周末装船`. */
function weekdays({ text }: Clause): readonly Found[] {
  const day = `(?:周|星期|礼拜)([${dayNames}天末])(?: ?(到|至|-|、|和|或|/) ?(?:周|星期|礼拜)?([${dayNames}天末]))?`;
  const [, first, joint, second] = new RegExp(day).exec(text) ?? [];
  const field = /到港|到货|到达/.test(text)
    ? 'eta_weekday'
    : /装船|开船|离港|船期/.test(text)
      ? 'etd_weekday'
      : null;
  if (first === undefined || field === null) return [];
  const never = /不(?:要|能|得|接受|可|收|安排|到|装|开)|别/.test(text);
  const must = /只(?:要|能|接受|收|安排|可)|必须/.test(text);
  if (never === must) return [];
  const [from, to] = [daysOf(first), second === undefined ? [] : daysOf(second)];
  const whole = /到|至|-/.test(joint ?? '');
  const last = to.at(-1) ?? 0;
  const days = whole
    ? [1, 2, 3, 4, 5, 6, 7].filter((one) => one >= (from[0] ?? 1) && one <= last)
    : [...from, ...to];
  return days.length === 0 ? [] : [found(field, never ? 'none_of' : 'one_of', ...days.map(String))];
}

function daysOf(name: string): readonly number[] {
  if (name === '末') return [6, 7];
  return [name === '天' ? 7 : dayNames.indexOf(name) + 1];
}
