import type { habitSubjects, polarities } from '../model/schema.ts';

export type HabitSubject = (typeof habitSubjects)[number];
export type Polarity = (typeof polarities)[number];

/** What a sentence that an order taught seems to be: a person may say otherwise. */
export interface LessonGuess {
  /** Whether it speaks of what this customer wants, or of how the goods behave whoever buys them. */
  readonly about: 'customer' | 'product';
  readonly subject: HabitSubject;
  readonly polarity: Polarity;
}

/** The first that fits is taken: what is said of papers may name cartons, and a set point goods. */
const subjects: readonly (readonly [HabitSubject, RegExp])[] = [
  ['temperature', /柜温|温度|预冷|冷机|[℃°]|冻坏|\b(?:temperature|set ?point|pulp|reefer|chill)/i],
  [
    'papers',
    /单据|提单|产地证|发票|箱单|植检|证书|正本|电放|\b(?:b\/l|invoice|certificate|papers?|documents?|phyto\w*|originals?|telex)\b/i,
  ],
  ['marks', /唛头?|标签|贴标|丝带|印刷|商标|\b(?:labels?|marks?|stickers?|ribbons?|print\w*|brand)\b/i],
  ['count', /规格|头数|个头|大小|公分|毫米|克以[上下]|\b(?:count|sizes?|calib\w+)\b|\d\s*mm\b/i],
  [
    'packing',
    /包装|纸箱|网袋|托盘|打包|护角|内袋|衬|箱子|\b(?:pack\w*|cartons?|pallets?|bags?|crates?|boxes|straps?|liners?)\b/i,
  ],
  ['payment', /付款|尾款|定金|信用证|收汇|账期|\b(?:pay\w*|deposit|l\/c|t\/t|balance)\b/i],
  [
    'quantity',
    /数量|溢短装|[多少短]装|缺[箱重]|短重|\b(?:quantit\w+|tolerance|short\w*|over-?shipment|weights?)\b/i,
  ],
  [
    'shipment',
    /船期|开船|到港|截关|甩柜|航线|直航|转船|\b(?:ship\w*|vessel|sail\w*|etd|eta|arriv\w*|transhipment|cut-?off)\b/i,
  ],
  [
    'communication',
    /微信|电话|邮件|回复|联系|通知|照片|\b(?:whatsapp|wechat|calls?|e?mails?|reply|photos?|contact)\b/i,
  ],
  ['rhythm', /下单|返单|旺季|淡季|间隔|\b(?:season|repeat orders?|reorder\w*|every month)\b/i],
];

/** The weaker before the stronger, since it holds its word: 最好不要, rather not. */
const polarityWords: readonly (readonly [Polarity, RegExp])[] = [
  [
    'avoids',
    /尽量[别不]|最好[别不]|不喜欢|不太要|少用|避免|\b(?:avoid\w*|dislikes?|rather not|better not|not too)\b/i,
  ],
  ['prefers', /最好|尽量|喜欢|偏好|希望|\b(?:prefer\w*|likes?|better|if possible)\b/i],
  [
    'never',
    /[不别]要|不能|不可|不得|不接受|不收|不许|拒收|拒付|禁止|绝不|从不|不再|再也?不|一律退|\b(?:never|refus\w*|reject\w*|no more|must not|cannot|do(?:es)? not (?:take|accept)|not accepted)\b/i,
  ],
];

const ofGoods =
  /贮藏|耐储|呼吸|乙烯|产地|采收|采后|果心|腐烂|烂果|发芽|冷害|冻害|黑心|失水|成熟度|\b(?:storage|ethylene|decay|rot\w*|sprout\w*|harvest\w*|pre-?cool\w*|ripe\w*|shelf life|respiration|moisture loss)\b/i;
const ofCustomer = /客户|客人|买方|对方|收货人|他们|她们|\b(?:customer|buyer|consignee|they|he|she)\b/i;

/** What a sentence is about, how strict it is, and where it belongs, by its words. */
export function guessLesson(text: string): LessonGuess {
  const find = <T>(words: readonly (readonly [T, RegExp])[]): T | undefined =>
    words.find(([, pattern]) => pattern.test(text))?.[0];
  return {
    about: ofGoods.test(text) && !ofCustomer.test(text) ? 'product' : 'customer',
    subject: find(subjects) ?? 'product',
    polarity: find(polarityWords) ?? 'must',
  };
}
