/** What a campaign found. Every row has the same keys, which head the columns. */
export interface Outcome {
  readonly campaign: string;
  readonly seed: number;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  readonly outcomes?: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

export function printTable(rows: Outcome['rows']): void {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const print = (line: readonly string[]) => {
    console.log(`| ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`);
  };
  const [head, ...body] = lines;
  if (head) print(head);
  print(widths.map((width) => '-'.repeat(width)));
  for (const line of body) print(line);
}
