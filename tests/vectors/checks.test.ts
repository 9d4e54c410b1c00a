import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadReference, loadSample } from '../../shared/knowledge/load.ts';
import { readOrders } from '../../shared/knowledge/order-raw.ts';
import { checkOrder } from '../../shared/rules/check.ts';
import { casesOf } from '../../shared/rules/file-cases.ts';

type Json = Record<string, unknown>;

/** An order of the sample with some values changed, and what is to be said of it. */
interface Vector {
  readonly case: string;
  readonly source: string;
  readonly order: string;
  /** By place in the order as the file has it (`containers.0.vent`); null takes it away. */
  readonly set: Json;
  readonly products?: Readonly<Record<string, Json>>;
  readonly customers?: Readonly<Record<string, Json>>;
  readonly today?: string;
  /** All errors and warnings. */
  readonly found: readonly string[];
  /** The first field of one of them. */
  readonly field?: string;
  /** Notes that must be among those made. */
  readonly notes?: readonly string[];
}

const folder = import.meta.dirname;
const files = globSync('checks*.json', { cwd: folder }).toSorted();
const [sample, reference] = await Promise.all([loadSample(), loadReference()]);

function vectorsOf(file: string): readonly Vector[] {
  return (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { cases: readonly Vector[] }).cases;
}

function changed(whole: object, set: Json): object {
  const copy = structuredClone(whole);
  for (const [place, value] of Object.entries(set)) {
    const keys = place.split('.');
    let at = copy as Json;
    for (const key of keys.slice(0, -1)) at = at[key] as Json;
    at[keys.at(-1) ?? ''] = value;
  }
  return copy;
}

function overridden(all: readonly { readonly id: string }[], by: Readonly<Record<string, Json>> = {}) {
  return Object.entries(by).map(([id, set]) => ({ ...all.find((one) => one.id === id), ...set }));
}

function judge(vector: Vector) {
  const base = sample.orders.find(({ id }) => id === vector.order);
  if (!base) throw new Error(`no order ${vector.order}`);
  const file = readOrders({
    as_of: vector.today ?? sample.as_of,
    orders: [changed(base, vector.set)],
    products: overridden(sample.products, vector.products),
    customers: overridden(sample.customers, vector.customers),
  });
  if (!file.ok) throw new Error(file.error);
  return casesOf(file.value, sample, reference, sample.as_of).flatMap(({ given }) => checkOrder(given));
}

describe.each(files)('%s', (file) => {
  test.each(vectorsOf(file).map((vector) => [vector.case, vector] as const))('%s', (_, vector) => {
    const findings = judge(vector);
    const loud = findings.filter(({ severity }) => severity !== 'note');
    expect(loud.map(({ severity, code }) => `${severity} ${code}`).toSorted()).toEqual(
      vector.found.toSorted(),
    );
    if (vector.field !== undefined) expect(loud.map(({ fields }) => fields[0])).toContain(vector.field);
    const notes = findings.filter(({ severity }) => severity === 'note').map(({ code }) => code);
    expect(notes).toEqual(expect.arrayContaining([...(vector.notes ?? [])]));
  });
});

test('every case names its source, and there are enough of them', () => {
  const all = files.flatMap(vectorsOf);
  for (const { source } of all) expect(source).toMatch(/\S/);
  expect(all.length).toBeGreaterThanOrEqual(120);
});
