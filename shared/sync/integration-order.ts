import * as Y from 'yjs';
import type { Known } from './known.ts';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/** One client's structs of an update, in order, and how many of them are in. */
interface Queue {
  readonly structs: Struct[];
  done: number;
}

/**
 * Whether the structs of an update can be put in one after the other, as Yjs does it: each client's in order, each
 * after all it rests on. Of a ring across clients Yjs would keep every struct waiting for ever.
 */
export function canIntegrate(known: Known, structs: readonly Struct[]): boolean {
  const within = (on: Y.ID) => on.clock < (known.clocks.get(on.client) ?? 0);
  if (structs.every((struct) => foreignIds(struct).every(within))) return true;

  const queues = queuesOf(structs);
  const end = (client: number) => {
    const queue = queues.get(client);
    const next = queue?.structs[queue.done];
    const last = queue?.structs.at(-1);
    const reached = next ? next.id.clock : last ? last.id.clock + last.length : 0;
    return Math.max(reached, known.clocks.get(client) ?? 0);
  };
  const waiting = new Map<number, number[]>();
  const ready = [...queues.keys()];
  for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
    const queue = queues.get(client);
    const before = queue?.done ?? 0;
    const missing = queue ? putIn(queue, end) : null;
    const moved = (queue?.done ?? 0) > before;
    if (missing !== null) {
      const others = waiting.get(missing);
      if (others) others.push(client);
      else waiting.set(missing, [client]);
    }
    if (!moved) continue;
    for (const other of waiting.get(client) ?? []) ready.push(other);
    waiting.delete(client);
  }
  return [...queues.values()].every(({ structs: all, done }) => done === all.length);
}

/** Puts in what can be; gives the client whose structs the next one waits for, or null when none is left. */
function putIn(queue: Queue, end: (client: number) => number): number | null {
  for (;;) {
    const struct = queue.structs[queue.done];
    if (!struct) return null;
    const missing = foreignIds(struct).find((on) => on.clock >= end(on.client));
    if (missing) return missing.client;
    queue.done++;
  }
}

function queuesOf(structs: readonly Struct[]): ReadonlyMap<number, Queue> {
  const queues = new Map<number, Queue>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const queue = queues.get(struct.id.client);
    if (queue) queue.structs.push(struct);
    else queues.set(struct.id.client, { structs: [struct], done: 0 });
  }
  return queues;
}

/** What a struct rests on of other clients. */
function foreignIds(struct: Struct): readonly Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin, parent, id } = struct;
  return [origin, rightOrigin, parent].filter(
    (on): on is Y.ID => on instanceof Y.ID && on.client !== id.client,
  );
}
