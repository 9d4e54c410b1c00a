/** A text with `{places}`; where the number `n` changes the words, one text per plural form of the language. */
export type Message = string | { readonly one?: string; readonly other: string };
