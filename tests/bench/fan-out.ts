import { setTimeout } from 'node:timers/promises';
import { joinDocument, updateFrames, type DocumentClient } from './dialect.ts';
import type { BenchServer } from './servers.ts';
import { percentile } from './statistics.ts';
import { typedUpdates } from './updates.ts';

const name = (word: string) => `bench/board/order_${word}/note`;

async function room(server: BenchServer, document: string, readers: number) {
  const writer = await joinDocument(server, document);
  const audience: DocumentClient[] = [];
  for (let index = 0; index < readers; index++) audience.push(await joinDocument(server, document));
  return {
    writer,
    audience,
    leave: () => {
      for (const { wire } of [writer, ...audience]) wire.destroy();
    },
  };
}

/** Everything at once, as fast as the server takes it: deliveries per second, CPU-seconds per 100,000 of them. */
export async function saturate(server: BenchServer, readers: number, updates: number, run: number) {
  const document = name(`saturated${run}`);
  const { writer, audience, leave } = await room(server, document, readers);
  const frames = Buffer.concat(updateFrames(server, document, typedUpdates(updates)));
  let missing = updates * readers;
  const all = Promise.withResolvers<undefined>();
  for (const reader of audience) {
    reader.onDelivery((count) => {
      missing -= count;
      if (missing === 0) all.resolve(undefined);
    });
  }
  const cpu = server.cpu();
  const started = performance.now();
  writer.wire.write(frames);
  await all.promise;
  const seconds = (performance.now() - started) / 1000;
  const deliveries = updates * readers;
  const cpuPer100k = ((server.cpu() - cpu) / deliveries) * 100_000;
  leave();
  return { deliveriesPerSecond: deliveries / seconds, cpuPer100k };
}

/** One letter every so often: how long each takes to each reader, and what it costs. */
export async function atRate(
  server: BenchServer,
  { readers, perSecond, seconds, run }: { readers: number; perSecond: number; seconds: number; run: number },
) {
  const document = name(`rate${perSecond}x${run}`);
  const { writer, audience, leave } = await room(server, document, readers);
  const count = perSecond * seconds;
  const frames = updateFrames(server, document, typedUpdates(count));
  const sentAt = new Float64Array(count);
  const latencies: number[] = [];
  const all = Promise.withResolvers<undefined>();
  for (const reader of audience) {
    reader.onDelivery((updates, clock) => {
      const now = performance.now();
      for (let at = clock; at < clock + updates; at++) latencies.push(now - (sentAt[at] ?? NaN));
      if (latencies.length === count * readers) all.resolve(undefined);
    });
  }
  await setTimeout(200);
  const cpu = server.cpu();
  const started = performance.now();
  for (let sent = 0; sent < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - started) / 1000) * perSecond) + 1);
    for (; sent < due; sent++) {
      sentAt[sent] = performance.now();
      writer.wire.write(frames[sent] ?? Buffer.alloc(0));
    }
    await setTimeout(Math.max(0, started + (sent / perSecond) * 1000 - performance.now()));
  }
  await all.promise;
  const cpuPer100k = ((server.cpu() - cpu) / (count * readers)) * 100_000;
  leave();
  return { cpuPer100k, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}
