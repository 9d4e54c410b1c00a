import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { canonicalDecimal } from '../model/decimal.ts';
import { fieldOf, kindOf } from '../model/documents.ts';
import type { Facts, Path } from '../model/facts.ts';
import { fold } from '../model/fold.ts';
import { readOrder } from '../model/order.ts';
import { parseValue } from '../model/parse-value.ts';
import { textOf } from '../model/cell.ts';
import { projectOrder } from '../model/project.ts';
import { readRecords } from '../model/read.ts';
import { defaultStages } from '../model/stages.ts';
import { parseDocumentName, type EntityId, type WorkspaceId } from '../sync/document-name.ts';
import { loadReference, loadSample } from './load.ts';
import { sampleDocuments } from './sample.ts';

function file(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** RFC 4180, enough for these tables: quotes, doubled quotes, commas and line ends inside. */
function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let quoted = false;
  let cell = '';
  const end = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  const source = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  for (let i = 0; i < source.length; i++) {
    const letter = source[i] ?? '';
    if (letter === '"' && quoted && source[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === ',' && !quoted) end();
    else if (letter === '\n' && !quoted) {
      end();
      if (i < source.length - 1) rows.push([]);
    } else cell += letter;
  }
  const [header = [], ...body] = rows;
  return body.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

describe('reference data', () => {
  test.each([
    ['commodities', 72],
    ['packing', 47],
    ['containers', 8],
    ['incoterms', 11],
    ['sources', 38],
  ])('%s: every cell of the table is there, none is changed', (name, count) => {
    const table = readCsv(file(`source/${name}.csv`)).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')),
    );
    expect(table).toHaveLength(count);
    expect(JSON.parse(file(`reference/${name}.json`))).toEqual(table);
  });

  test('a figure carries its sources, and what was not found stays unknown', async () => {
    const reference = await loadReference();
    const garlic = reference.commodity('Garlic');
    expect(garlic?.temperature).toEqual({
      value: { min: '-3', max: '0' },
      sources: ['TRG'],
      recalled: false,
    });
    expect(garlic?.freezingPoint).toEqual({ value: '-2.0', sources: ['UCS'], recalled: false });
    expect(garlic?.setPointMayBeAtFreezing).toBe(true);
    expect(garlic?.lowestSafe.value).toBeNull();
    const pomelo = reference.commodity('Pomelo (Guanxi honey pomelo)');
    expect(pomelo?.ventilation.value).toBeNull();
    expect(pomelo?.ventilationNote).toBe('not found');
    expect(reference.commodity('Unobtainium')).toBeUndefined();
    for (const commodity of reference.commodities)
      for (const { value, sources } of [commodity.temperature, commodity.humidity]) {
        if (value !== null) expect([commodity.nameEn, sources.length > 0]).toEqual([commodity.nameEn, true]);
        for (const code of sources) expect(reference.source(code)?.title).toBeTypeOf('string');
      }
  });

  test('what is recalled or unverified is told apart', async () => {
    const reference = await loadReference();
    expect(reference.packings.filter((one) => one.unverified)).toHaveLength(13);
    expect(reference.commodities.filter((one) => one.raw.recalled_fields !== undefined)).toHaveLength(17);
    const recalled = reference.commodities.filter((one) => one.mixedLoadGroup.recalled);
    expect(recalled.map((one) => one.nameEn)).toEqual(['Durian', 'Ginger (mature, air-dried)', 'Shallot']);
    expect(recalled.every((one) => one.mixedLoadGroup.sources.length === 0)).toBe(true);
    const [rh40, rh45] = [reference.container('40RH'), reference.container('45RH')];
    expect(rh40?.maxPayloadKg).toBe('29580');
    expect(rh40?.unverified('max_payload_kg')).toBe(false);
    expect(rh40?.unverified('red_load_line_height_mm')).toBe(true);
    expect(rh40?.unverified('fresh_air_range_m3h')).toBe(true);
    expect(rh45?.unverified('max_payload_kg')).toBe(true);
    expect(reference.incoterms.filter((one) => one.unverified)).toHaveLength(5);
  });

  test('every packing row belongs to a commodity, and every sample product finds its own', async () => {
    const reference = await loadReference();
    const linked = reference.commodities.flatMap((one) => reference.packingsOf(one.nameEn));
    expect(linked).toHaveLength(47);
    expect(reference.packingsOf('Garlic')).toHaveLength(9);
    for (const product of (await loadSample()).products) {
      expect(reference.commodity(product.commodity)?.nameEn).toBe(product.commodity);
      expect(reference.packingsOf(product.commodity).length).toBeGreaterThan(0);
    }
  });
});

describe('the sample team', async () => {
  const workspace = 'sample' as WorkspaceId;
  const sample = await loadSample();
  const documents = sampleDocuments(workspace, sample);
  const byName = new Map(documents.map((document) => [document.name as string, document.update]));

  function factsAt(name: string): Facts {
    const doc = new Y.Doc();
    const update = byName.get(name);
    if (!update) throw new Error(`no document ${name}`);
    Y.applyUpdate(doc, update);
    const kind = kindOf((name.split('/')[2] ?? '') as EntityId);
    return fold(readRecords(doc), kind ?? undefined);
  }

  const valueAt = (facts: Facts, path: string) =>
    facts.paths.get(path as Path)?.heads.map((head) => head.value);

  test('every document has a good name and holds readable facts of its own compartment', () => {
    expect(documents).toHaveLength(1 + 12 * 2 + 10 * 2 + 40 * 2);
    expect(byName.size).toBe(documents.length);
    for (const { name } of documents) {
      const address = parseDocumentName(name);
      const kind = address && kindOf(address.entity);
      if (!address || !kind) throw new Error(`not a name: ${name}`);
      const facts = factsAt(name);
      expect([name, facts.unreadable]).toEqual([name, 0]);
      for (const path of facts.paths.keys()) {
        const field = fieldOf(kind, path);
        if (field) expect([path, field.compartment]).toEqual([path, address.compartment]);
      }
    }
  });

  test('every value is one its field takes', () => {
    for (const { name } of documents) {
      const kind = kindOf((name.split('/')[2] ?? '') as EntityId);
      for (const [path, state] of factsAt(name).paths) {
        const field = kind && fieldOf(kind, path);
        if (!field || field.type.kind === 'list') continue;
        for (const head of state.heads) {
          const parsed = parseValue(field, textOf(head.value), '2026-11-23');
          expect([name, path, parsed]).toMatchObject([name, path, { ok: true }]);
        }
      }
    }
  });

  test('SO-26017 has two counts, neither of them alone', () => {
    const row = projectOrder('order_so26017' as EntityId, factsAt('sample/board/order_so26017/facts'), null);
    expect(row.cartons).toEqual({ kind: 'many', values: ['1590', '1605'] });
    expect(row.conflicts).toEqual([{ path: 'cartons', values: ['1590', '1605'] }]);
    const state = factsAt('sample/board/order_so26017/facts').paths.get('cartons' as Path);
    expect(state?.heads.map((head) => [head.author.person, head.author.device])).toEqual([
      ['跟单甲', '办公室'],
      ['跟单乙', '装柜现场离线'],
    ]);
    expect(
      documents.filter(({ name }) => [...factsAt(name).paths.values()].some((one) => one.kind !== 'agreed')),
    ).toHaveLength(1);
  });

  test('no figure of an order is lost or changed on its way', () => {
    for (const order of sample.orders) {
      const id = `order_${order.id.toLowerCase().replace('-', '')}` as EntityId;
      const view = readOrder(
        id,
        factsAt(`sample/board/${id}/facts`),
        factsAt(`sample/commercial/${id}/facts`),
      );
      const text = (cell: { kind: string; value?: unknown }) =>
        cell.kind === 'one' ? cell.value : undefined;
      expect(
        view.lines.map((line) => [text(line.fields.count.cell), text(line.fields.cartons.cell)]),
      ).toEqual(order.lines.map((line) => [line.count, String(line.cartons)]));
      expect(view.lines.map((line) => text(line.fields.unit_price.cell))).toEqual(
        order.lines.map((line) => line.unit_price),
      );
      expect(view.sums.lineAmounts).toMatchObject({ kind: 'one' });
      expect(canonicalDecimal(String(text(view.sums.lineAmounts)))).toBe(canonicalDecimal(order.total));
      expect(view.containers.map((one) => text(one.fields.set_point.cell))).toEqual(
        order.containers.map((one) => String(one.set_point_c)),
      );
      expect(text(view.fields.latest_shipment.cell)).toBe(order.lc?.latest_shipment);
      expect(text(view.fields.lc_amount.cell)).toBe(order.lc?.amount);
      expect(text(view.fields.sailed.cell)).toBe(order.dates.actual_etd ?? undefined);
      expect(view.instructions.map((item) => item.acks.length)).toEqual(
        (order.instruction?.revisions ?? []).map((revision) => revision.acks.length),
      );
      expect(view.papers.map((paper) => text(paper.fields.gross_kg.cell))).toEqual(
        Object.values(order.documents ?? {}).map((paper) => paper?.gross_kg),
      );
      expect(view.vgm.map((one) => text(one.fields.weight.cell))).toEqual(
        (order.vgm_kg ?? []).map((one) => one.vgm),
      );
    }
  });

  test('figures with remarks keep both: what is unverified stays so', () => {
    const pear = factsAt('sample/board/order_so26003/facts');
    expect(valueAt(pear, 'containers/c1/ventilation')).toEqual(['25']);
    expect(valueAt(pear, 'containers/c1/ventilation_basis')).toEqual(['unverified']);
    expect(valueAt(pear, 'containers/c1/ventilation_remark')).toEqual(['not verified for Ya pear']);
    const garlic = factsAt('sample/products/product_p05/facts');
    expect(valueAt(garlic, 'humidity')).toEqual(['60-70']);
    expect(valueAt(garlic, 'humidity_remark')).toEqual(['dehumidification ON']);
    expect(valueAt(garlic, 'set_point')).toEqual(['-3']);
    expect(valueAt(garlic, 'set_point_basis')).toEqual(['house_unverified']);
    expect(valueAt(garlic, 'packings/p1/remark')).toEqual(['house figure, unverified: measure before use']);
    const ginger = factsAt('sample/products/product_p07/facts');
    expect(valueAt(ginger, 'humidity')).toBeUndefined();
    expect(valueAt(ginger, 'humidity_remark')).toEqual(['see conflict note (65-75 or 85-90)']);
    const booked = factsAt('sample/board/order_so26024/facts');
    expect(valueAt(booked, 'booking_ventilation')).toEqual(['20 %']);
    expect(valueAt(booked, 'booking_set_point')).toEqual(['3']);
  });

  test('all 54 habits are classified, in their own words', () => {
    let habits = 0;
    for (const customer of sample.customers) {
      const facts = factsAt(`sample/customers/customer_${customer.id.toLowerCase()}/facts`);
      expect(sample.habitKinds[customer.id]).toHaveLength(customer.habits.length);
      customer.habits.forEach((habit, index) => {
        const item = `habits/h${index + 1}`;
        expect(valueAt(facts, `${item}/text`)).toEqual([habit.text]);
        expect(valueAt(facts, `${item}/subject`)).toHaveLength(1);
        expect(valueAt(facts, `${item}/polarity`)).toHaveLength(1);
        habits++;
      });
    }
    expect(habits).toBe(54);
  });

  test('the stages are the default ones', () => {
    expect(sample.stages).toEqual(defaultStages.map((stage) => stage.id));
  });

  test('no price lies outside commercial', () => {
    const prices = new Set(sample.orders.flatMap((order) => order.lines.map((line) => line.amount)));
    for (const { name } of documents) {
      if (name.includes('/commercial/')) continue;
      for (const state of factsAt(name).paths.values())
        for (const head of state.heads) expect(prices.has(textOf(head.value))).toBe(false);
    }
  });
});
