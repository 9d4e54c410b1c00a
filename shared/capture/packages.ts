/** Words for what goods are packed in, each by one English word; a phrase such as 塑料筐 says two things. */
const words: readonly (readonly [word: string, pattern: RegExp])[] = [
  ['mesh', /mesh|net(?=\s?bag)|网/],
  ['bag', /bags?|袋/],
  ['telescopic', /telescopic|telescope|天地盖/],
  ['carton', /cartons?|ctns?|箱/],
  ['plastic', /plastic|塑料|胶筐/],
  ['basket', /baskets?|crates?|筐/],
  ['box', /box(?:es)?|盒/],
  ['pvc', /pvc/],
];

/** Words that are known when they are misspelt. */
export const packageNames = ['mesh', 'telescopic', 'carton', 'basket'] as const;

/** What a packing says of itself: `10 kg mesh bag` and 网袋 give `mesh`, `bag`. Takes folded text. */
export function packageWords(text: string): readonly string[] {
  return words.filter(([, pattern]) => pattern.test(text)).map(([word]) => word);
}

/** Phrases for packages as they are typed, for building patterns; the longer first. */
export const packagePhrase =
  '(?:telescopic(?: cartons?| ctns?| box(?:es)?)?|天地盖(?:纸?箱)?|(?:mesh|net) ?bags?|mesh|网眼?袋|网兜|编织袋|塑料筐|胶筐|plastic (?:baskets?|crates?|box(?:es)?)|(?:pvc|pp) ?(?:box(?:es)?|bags?)|纸箱|彩箱|cartons?|ctns?|baskets?|crates?|box(?:es)?|bags?)(?![a-z])';
/** Only beside a weight: by themselves they count (1120箱). */
export const shortPackage = '[箱袋筐盒]';
