import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { WebSocket } from 'ws';

/** Of one thread of the browser: its objects, those of the DOM, and buffers. */
export interface Heap {
  readonly bytes: number;
  readonly objects: number;
}

/** The DevTools protocol of a whole browser: playwright shows no shared workers. */
export interface DevTools {
  /** What a page or a shared worker of this origin holds when its garbage is collected. */
  heapOf(kind: 'page' | 'shared_worker', origin: string): Promise<Heap>;
  close(): void;
}

const answerSchema = v.object({
  id: v.optional(v.number()),
  result: v.optional(v.unknown()),
  error: v.optional(v.object({ message: v.string() })),
});
const targetsSchema = v.object({
  targetInfos: v.array(v.object({ targetId: v.string(), type: v.string(), url: v.string() })),
});
const attachedSchema = v.object({ sessionId: v.string() });
const heapSchema = v.object({
  usedSize: v.number(),
  embedderHeapUsedSize: v.optional(v.number(), 0),
  backingStorageSize: v.optional(v.number(), 0),
});

/** Connects to the Chromium of this profile, which was started with a port for DevTools. */
export async function openDevTools(profile: string): Promise<DevTools> {
  const [port, path] = (await portFile(profile)).split('\n');
  const socket = new WebSocket(`ws://127.0.0.1:${port ?? ''}${path ?? ''}`, { perMessageDeflate: false });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  socket.on('message', (data: Buffer) => {
    const { id, result, error } = v.parse(answerSchema, JSON.parse(data.toString()));
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.resolve(result);
    else asked.reject(new Error(error.message));
  });
  socket.on('close', () => {
    for (const asked of waiting.values()) asked.reject(new Error('the browser is gone'));
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve).once('error', reject);
  });

  let count = 0;
  function send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    const asked = Promise.withResolvers<unknown>();
    const id = ++count;
    waiting.set(id, asked);
    socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
    return asked.promise;
  }

  const sessions = new Map<string, string>();
  async function sessionOf(kind: string, origin: string): Promise<string> {
    const { targetInfos } = v.parse(targetsSchema, await send('Target.getTargets'));
    const target = targetInfos.find(({ type, url }) => type === kind && url.startsWith(origin));
    if (!target) throw new Error(`no ${kind} of ${origin}`);
    const known = sessions.get(target.targetId);
    if (known !== undefined) return known;
    const { sessionId } = v.parse(
      attachedSchema,
      await send('Target.attachToTarget', { targetId: target.targetId, flatten: true }),
    );
    sessions.set(target.targetId, sessionId);
    return sessionId;
  }

  return {
    async heapOf(kind, origin) {
      const session = await sessionOf(kind, origin);
      // Twice: what the first one finalizes goes with the second.
      for (let time = 0; time < 2; time++) await send('HeapProfiler.collectGarbage', {}, session);
      const heap = v.parse(heapSchema, await send('Runtime.getHeapUsage', {}, session));
      return {
        bytes: heap.usedSize + heap.embedderHeapUsedSize + heap.backingStorageSize,
        objects: heap.usedSize,
      };
    },
    close: () => {
      socket.close();
    },
  };
}

async function portFile(profile: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      const text = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8');
      if (text.includes('\n')) return text;
    } catch {
      // Not written yet.
    }
    await setTimeout(25);
  }
  throw new Error('Chromium opened no port for DevTools');
}
