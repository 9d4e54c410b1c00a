/**
 * The rows of a pasted text, each to be recognised by itself; blank ones and the numbers of a list are left out. From a table, tabs part the cells
 * of a row and stay in it. There a cell with a line break or a quote in it stands in quotes, as spreadsheets copy it:
 * its break becomes a space and its doubled quotes one.
 */
export function captureRows(text: string): readonly string[] {
  const rows = (text.includes('\t') ? unquoted(text) : text).split(/\r\n|[\n\r\u2028\u2029]/);
  return rows.map((row) => row.trim().replace(numbering, '')).filter((row) => row !== '');
}

/** `1.`, `2、`, `③`, `•` before a row of a list. */
const numbering = /^(?:\d{1,2}[.．、)）](?!\d)|[•·●▪\u2460-\u2473])\s*/;

/** A cell in quotes from its beginning to its end; a quote within a cell is a quote. */
const quotedCell = /(^|[\t\n\r])"((?:[^"]|"")*)"(?=$|[\t\n\r])/g;

function unquoted(text: string): string {
  return text.replace(
    quotedCell,
    (_, before: string, cell: string) => before + cell.replace(/[\t\n\r]+/g, ' ').replaceAll('""', '"'),
  );
}
