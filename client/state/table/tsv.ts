/** Lines of cells as spreadsheets take and give them: tabs between cells, a new line after each row. */

/**
 * Takes rows of texts. What a spreadsheet would reckon as a formula is kept as text by an apostrophe; a number with its
 * sign is none.
 */
export function formatTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\n');
}

function quoted(text: string): string {
  const plain = /^[=+\-@]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /["\t\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The one value of a pasted text; null where it holds several cells. */
export function oneValue(text: string): string | null {
  const line = text.replace(/\r?\n$/, '');
  const [, inner] = /^"((?:[^"]|"")*)"$/.exec(line) ?? [];
  const value = inner === undefined ? line : inner.replaceAll('""', '"');
  return inner === undefined && /[\t\n\r]/.test(line) ? null : value.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}
