import uFuzzy from '@leeoniya/ufuzzy';

/** A shorter word is too like too many others. */
const shortest = 4;
/** The words that one may have meant; more would find nearly everything. */
const most = 8;
const latin = /^[a-z]+$/;
/** One wrong, missing, added or exchanged letter, in a word that begins the same. Its enums have no values at run time. */
const oneError: Readonly<Record<'intraMode' | 'interLft', number>> = { intraMode: 1, interLft: 2 };

/** Every Latin word there is, folded, to guess what somebody meant who mistyped one. Chinese is not mistyped in this way. */
export class Vocabulary {
  readonly #words = new Set<string>();
  #list: string[] | null = null;
  readonly #fuzzy = new uFuzzy(oneError);

  /** Words stay known when nothing has them any more: looking for one then finds nothing. */
  add(text: string): void {
    const before = this.#words.size;
    for (const [word] of text.matchAll(/[a-z]{4,40}/g)) this.#words.add(word);
    if (this.#words.size !== before) this.#list = null;
  }

  /** The word itself, and, where no word has it in it, the words that are like it. */
  alike(word: string): readonly string[] {
    if (word.length < shortest || !latin.test(word)) return [word];
    const words = (this.#list ??= [...this.#words]);
    if (words.some((known) => known.includes(word))) return [word];
    const found = (this.#fuzzy.filter(words, word) ?? []).flatMap((index) => words[index] ?? []);
    const off = (known: string): number => Math.abs(known.length - word.length);
    return [word, ...found.sort((a, b) => off(a) - off(b)).slice(0, most)];
  }
}
