import { Part } from '../state/part.svelte.ts';
import { remembered, remember } from '../state/remembered.ts';
import type { Message } from './message.ts';
import type { FirstKey, LaterKey, MessageKey } from './zh.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

type First = Readonly<Record<FirstKey, Message>>;
type Later = Readonly<Record<LaterKey, Message>>;
type Words = First & Partial<Later>;

/** Files of their own: nobody waits for the words of the other language, nor the board for those of other views. */
const firstWords: Readonly<Record<Language, Part<First>>> = {
  zh: new Part<First>(async () => (await import('./zh.ts')).zh),
  en: new Part<First>(async () => (await import('./en.ts')).en),
};
const laterWords: Readonly<Record<Language, Part<Later>>> = {
  zh: new Part<Later>(async () => (await import('./zh-later.ts')).zhLater),
  en: new Part<Later>(async () => (await import('./en-later.ts')).enLater),
};
const storageKey = 'gendan.language';

/** What fills the places of a message; `n` also picks the plural form. */
export type Places = Readonly<Record<string, string | number>>;

/** The first of the browser's languages that we speak; English for everybody else. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languages.find((language) => tag.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return 'en';
}

class CurrentLanguage {
  #value = $state<Language>('en');
  #words = $state.raw<Words | null>(null);
  #whole = $state(false);
  #chosen: Language;

  constructor() {
    const stored = languages.find((language) => language === remembered(storageKey));
    this.#chosen = stored ?? preferredLanguage(navigator.languages);
    this.#value = this.#chosen;
  }

  /** Resolves when the app can speak; before that there is no word to show. */
  begin(): Promise<void> {
    return this.#speak(this.#chosen);
  }

  get value(): Language {
    return this.#value;
  }

  /** The tag of documents and of Intl: what it formats is British where English has two ways. */
  get tag(): string {
    return this.#value === 'zh' ? 'zh-CN' : 'en-GB';
  }

  get words(): Words {
    if (this.#words === null) throw new Error('no language has begun');
    return this.#words;
  }

  /** All words are here, not only those of the first paint: what is drawn later waits for them. */
  get whole(): boolean {
    return this.#whole;
  }

  /** Speaks the other language from the moment its words are here. */
  choose(language: Language): Promise<void> {
    this.#chosen = language;
    remember(storageKey, language);
    return this.#speak(language);
  }

  async #speak(language: Language): Promise<void> {
    const first = await firstWords[language].load();
    // Of another language they all come at once: what stands on the page needs them.
    if (this.#words !== null) await laterWords[language].load();
    // Chosen otherwise in between.
    if (this.#chosen !== language) return;
    this.#value = language;
    this.#words = { ...first, ...laterWords[language].value };
    void laterWords[language].load().then((later) => {
      if (this.#value !== language) return;
      this.#words = { ...first, ...later };
      this.#whole = true;
    });
  }
}

/** The language of this tab: reading it in a component or an effect makes it follow. */
export const language = new CurrentLanguage();

const plurals: Readonly<Record<Language, Intl.PluralRules>> = {
  zh: new Intl.PluralRules('zh-CN'),
  en: new Intl.PluralRules('en-GB'),
};
const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  zh: new Intl.NumberFormat('zh-CN'),
  en: new Intl.NumberFormat('en-GB'),
};

const counted: Readonly<Record<Language, readonly string[]>> = {
  zh: ['零', '一', '两', '三', '四', '五', '六'],
  en: ['no', 'one', 'two', 'three', 'four', 'five', 'six'],
};

/** A small count in words, as it stands before what is counted: `两`, `two`. */
export function countWord(n: number): string {
  return counted[language.value][n] ?? String(n);
}

/**
 * The message of a key in the chosen language. A number in a place is grouped as the language does. A word of the later
 * ones is empty for the moment until they are here.
 */
export function t(key: MessageKey, places: Places = {}): string {
  const message = language.words[key] ?? '';
  const n = places['n'];
  const text =
    typeof message === 'string'
      ? message
      : typeof n === 'number' && plurals[language.value].select(n) === 'one'
        ? (message.one ?? message.other)
        : message.other;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = places[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers[language.value].format(value) : value;
  });
}

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(language.words, key);
}
