import type { EntityId } from '../../shared/sync/document-name.ts';
import type { CustomerRow, ProductRow } from '../../shared/model/rows.ts';
import { entryOf, type OrderEntry } from '../../shared/views/entry.ts';
import { folded } from '../../shared/views/folded.ts';
import { createRoster, type RosterSource } from '../../client/worker/roster.ts';
import type { Answer } from '../../client/worker/question.ts';
import { projectOrder } from '../../shared/model/project.ts';
import { fold } from '../../shared/model/fold.ts';
import { readRecords } from '../../shared/model/read.ts';
import { order } from './orders.ts';
import { percentile } from './statistics.ts';

/** How long the worker takes to answer a search, at so many orders with a note each. */
const notes = ['唛头按旧版，托盘要熏蒸，{n} 号柜先装', 'No pallets, marks as last time, load {n} first', ''];
const words = [
  'qasr',
  '大蒜',
  '26',
  'gralic',
  '熏蒸',
  'etd<2026-12-15 pallets',
  'zzzzzz',
  'laem chabang 113',
  'q',
];
const rounds = 40;

export async function searchTimes(count: number): Promise<{ p50: number; p99: number; heapMB: number }> {
  const doc = order(0, 0, 1);
  const row = projectOrder('order_x' as EntityId, fold(readRecords(doc), 'order'), null);
  const before = heap();
  const source: RosterSource = {
    async *entries() {
      await Promise.resolve();
      for (let from = 0; from < count; from += 5_000) {
        const some: OrderEntry[] = [];
        for (let index = from; index < Math.min(count, from + 5_000); index++)
          some.push(
            structuredClone(
              entryOf({
                ...row,
                id: `order_n${index}` as EntityId,
                number: { kind: 'one', value: `SO-${10_000 + index}` },
                customers: [`customer_c${index % 400}` as EntityId],
                products: [`product_p${index % 200}` as EntityId],
                shelf: index % 25 === 0 ? 'open' : 'archived',
              }),
            ),
          );
        yield some;
      }
    },
    async *texts() {
      await Promise.resolve();
      for (let from = 0; from < count; from += 5_000)
        yield Array.from({ length: 5_000 }, (_, at) => {
          const text = (notes[(from + at) % 3] ?? '').replace('{n}', String(from + at));
          return { id: `order_n${from + at}` as EntityId, text, folded: folded(text) };
        });
    },
    async *found() {},
    names() {
      const one = (value: string) => ({ kind: 'one', value }) as const;
      return Promise.resolve({
        customers: Array.from(
          { length: 400 },
          (_, at) =>
            ({
              id: `customer_c${at}`,
              name: one(at % 40 === 0 ? `Qasr Rimal ${at}` : `Firm ${at} Produce`),
              shelf: 'open',
            }) as unknown as CustomerRow,
        ),
        products: Array.from(
          { length: 200 },
          (_, at) =>
            ({
              id: `product_p${at}`,
              nameZh: one(at % 9 === 0 ? `普白大蒜${at}` : `红富士${at}`),
              nameEn: one(at % 9 === 0 ? 'White garlic' : 'Fuji apple'),
              shelf: 'open',
            }) as unknown as ProductRow,
        ),
        team: null,
      });
    },
  };
  const clock = {
    now: Date.now,
    soon: (task: () => void) => void setImmediate(task),
    after: (_ms: number, task: () => void) => (setImmediate(task), () => undefined),
  };
  const roster = createRoster({ source, clock });
  const ask = (text: string) =>
    new Promise<Answer>((resolve) => {
      roster.watch(
        'search',
        { kind: 'search', text, limit: 12, reader: { language: 'zh', today: '2026-11-23' } },
        resolve,
      );
    });
  await ask('26');
  // The notes come behind the entries.
  while (!('hits' in (await ask('pallets'))) || (await countOf(ask('pallets'))) < Math.floor(count / 3))
    await new Promise((resolve) => setImmediate(resolve));
  const times: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const text of words) {
      const began = performance.now();
      await ask(text);
      times.push(performance.now() - began);
    }
  const held = heap() - before;
  roster.stop();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), heapMB: held / 1e6 };
}

async function countOf(answer: Promise<Answer>): Promise<number> {
  const found = await answer;
  return found.kind === 'search' ? found.counts.order : 0;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

if (import.meta.main)
  for (const count of [10_000, 100_000]) {
    const { p50, p99, heapMB } = await searchTimes(count);
    process.stdout.write(
      `${count}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, heap ${heapMB.toFixed(0)} MB\n`,
    );
  }
