import * as prng from 'lib0/prng';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { encodeAwareness } from '../../shared/sync/awareness-update.ts';
import type { DocumentName } from '../../shared/sync/document-name.ts';
import { packetsOf } from '../../shared/sync/lane-queues.ts';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../shared/sync/stock-frame.ts';
import type { StoreId } from '../../shared/sync/store.ts';
import {
  collected,
  forgeUpdate,
  nested,
  prototypeKey,
  subdocument,
  text,
  value,
  values,
} from '../campaign/forge.ts';
import { facts, note, Team, type Editor } from '../campaign/team.ts';

const gen = prng.create(7);
const random = () => prng.real53(gen);
/** Milliseconds of this thread that one attack may cost in all. */
const affordable = 1_000;

/** Honest edits, the attack, honest edits again: all of them stand as written, and everyone can join. */
async function survives(attack: (team: Team) => Promise<void> | void): Promise<void> {
  const team = new Team(random);
  const everyoneWrites = async () => {
    for (let times = 0; times < 5; times++) for (const editor of team.editors) editor.write(random);
    await team.settle();
  };
  await everyoneWrites();
  const started = process.threadCpuUsage().user;
  await attack(team);
  await team.settle();
  expect((process.threadCpuUsage().user - started) / 1000).toBeLessThan(affordable);
  await everyoneWrites();
  expect(new Set(await team.faults())).toEqual(new Set());
}

function victimOf(team: Team, document: DocumentName): Editor {
  const editor = team.editors.find((one) => one.document === document);
  if (!editor) throw new Error('no editor');
  return editor;
}

/** Sends an update to a document as typed and as sync step 2, and over a link; gives the close codes. */
async function sendEveryWay(
  team: Team,
  document: DocumentName,
  update: Uint8Array,
): Promise<readonly (number | null)[]> {
  const typed = team.stranger(document);
  const resynced = team.stranger(document);
  const linked = team.strangeLink();
  typed.send(updateFrame(update));
  resynced.send(step2Frame(update));
  linked.send(...packetsOf({ kind: 'hello', device: 'd' as StoreId, cursor: null }));
  linked.send(...packetsOf({ kind: 'update', number: 1, document, update }));
  await team.settle();
  return [typed.closed, resynced.closed, linked.closed];
}

describe("under another's client id", () => {
  test('[H4] pre-delete: 12 bytes that delete all she will ever write', () =>
    survives(async (team) => {
      const { client, next } = victimOf(team, note);
      const update = forgeUpdate([], [[client, [[next, 1_000_000]]]]);
      expect(update.length).toBeLessThanOrEqual(12);
      expect(await sendEveryWay(team, note, update)).toEqual([null, null, null]);
    }));

  test('[H12] clock theft: a collected struct where her next edit belongs', () =>
    survives(async (team) => {
      for (const [clock, length] of [
        [0, 1_000_000],
        ['next', 5],
      ] as const) {
        const { client, next } = victimOf(team, note);
        const update = forgeUpdate([
          { client, clock: clock === 'next' ? next : clock, structs: [collected(length)] },
        ]);
        expect(update.length).toBeLessThanOrEqual(13);
        expect(await sendEveryWay(team, note, update)).toEqual([null, null, null]);
      }
    }));

  test('[H12] clock theft in facts: a record in her name', () =>
    survives(async (team) => {
      const { client, next } = victimOf(team, facts);
      const structs = [values([value({ a: 'forged' })], { origin: [client, next - 1] })];
      const update = forgeUpdate([{ client, clock: next, structs }]);
      expect(await sendEveryWay(team, facts, update)).toEqual([null, null, null]);
    }));

  test('[H12] a thief who asks a thousand times is remembered once', () =>
    survives(async (team) => {
      const { client, next } = victimOf(team, note);
      const thief = team.stranger(note);
      const frame = step2Frame(forgeUpdate([{ client, clock: next, structs: [collected(5)] }]));
      for (let times = 0; times < 1_000; times++) thief.send(frame);
      await team.settle();
      expect(thief.closed).toBeNull();
    }));

  test('[H12] clock theft by presence in the name of one who shows none', async () => {
    const { hub, store } = new Team(random);
    const victim = Object.assign(new Y.Doc(), { clientID: 777 });
    const typed: Uint8Array[] = [];
    victim.on('update', (update: Uint8Array) => typed.push(update));
    const hers = hub.join(note, { send: () => undefined, close: () => undefined });
    victim.getText('t').insert(0, 'first ');
    for (const update of typed.splice(0)) hers.receive(updateFrame(update));
    await hub.flush();

    const thief = hub.join(note, { send: () => undefined, close: () => undefined });
    thief.receive(presence([{ client: 777, clock: 1, state: '{}' }]));
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(victim));
    forged.clientID = 777;
    const before = Y.encodeStateVector(forged);
    forged.getText('t').insert(0, 'STOLEN ');
    thief.receive(updateFrame(Y.encodeStateAsUpdate(forged, before)));
    await hub.flush();

    victim.getText('t').insert(6, 'second');
    for (const update of typed) hers.receive(updateFrame(update));
    await hub.flush();
    const joiner = new Y.Doc();
    for (const update of (await store.read(note))?.updates ?? []) Y.applyUpdate(joiner, update);
    expect(joiner.getText('t').toJSON()).toBe('first second');
  });

  test('[H13] presence in her name is not passed on', () =>
    survives((team) => {
      const { client } = victimOf(team, note);
      team.stranger(note).send(presence([{ client, clock: 99, state: 'null' }]));
    }));
});

describe('updates that nobody can load', () => {
  test('[H12] a delete of no length at the end of what is there: 6 bytes that Yjs fails on for every joiner', () =>
    survives(async (team) => {
      const update = forgeUpdate([], [[77, [[0, 0]]]]);
      expect(update.length).toBe(6);
      expect(() => {
        Y.applyUpdate(new Y.Doc(), update);
      }).toThrow();
      expect(await sendEveryWay(team, note, update)).toEqual([4422, 4422, null]);
    }));

  test('[H4] two structs that rest on each other', () =>
    survives(async (team) => {
      const update = forgeUpdate([
        { client: 2, clock: 0, structs: [text('a', { origin: [1, 0] })] },
        { client: 1, clock: 0, structs: [text('b', { origin: [2, 0] })] },
      ]);
      expect(await sendEveryWay(team, note, update)).toEqual([null, null, null]);
    }));

  test('[H12] documents within a document, each of which costs a Y.Doc to decode', () =>
    survives(async (team) => {
      const structs = Array.from({ length: 100_000 }, () => subdocument({ parent: 'default' }));
      const update = forgeUpdate([{ client: 9, clock: 0, structs }]);
      expect(await sendEveryWay(team, note, update)).toEqual([4422, 4422, null]);
    }));

  test('[H12] more client ids than the state vector of a joiner may hold', () =>
    survives(async (team) => {
      const blocks = Array.from({ length: 60_000 }, (_, index) => ({
        client: 4_000_000_000 - index,
        clock: 0,
        structs: [collected(1)],
      }));
      expect(await sendEveryWay(team, note, forgeUpdate(blocks))).toEqual([4422, 4422, null]);
    }));

  test('[H12] client ids bit by bit, up to the bound: the note can still be joined', async () => {
    const team = new Team(random);
    const stranger = team.stranger(note);
    let sent = 0;
    for (; stranger.closed === null && sent < 40; sent++) {
      const blocks = Array.from({ length: 1_000 }, (_, index) => ({
        // Ids and clocks as long as they can be written.
        client: 2 ** 52 - sent * 1_000 - index,
        clock: 0,
        structs: [collected(2 ** 50)],
      }));
      stranger.send(updateFrame(forgeUpdate(blocks)));
      await team.settle();
    }
    expect(stranger.closed).toBe(4422);
    expect(sent).toBeGreaterThan(10);
    expect(new Set(await team.faults())).toEqual(new Set());
  });

  test.each([
    ['nested in facts', facts, nested(5_000)],
    ['nested a little too deep in facts', facts, nested(9)],
    ['behind __proto__ in facts', facts, prototypeKey(nested(5))],
    ['nested in a note', note, nested(4_000)],
    ['behind __proto__ in a note', note, prototypeKey(value({ admin: true }))],
  ])('[H12] values %s', (_what, document, encoded) =>
    survives(async (team) => {
      const parent = document === facts ? 'records' : 'default';
      const update = forgeUpdate([{ client: 9, clock: 0, structs: [values([encoded], { parent })] }]);
      expect(await sendEveryWay(team, document, update)).toEqual([4422, 4422, null]);
    }),
  );

  test('[H12] facts deleted', () =>
    survives(async (team) => {
      const { client } = victimOf(team, facts);
      expect(await sendEveryWay(team, facts, forgeUpdate([], [[client, [[0, 1]]]]))).toEqual([
        4422,
        4422,
        null,
      ]);
    }));
});

describe('work out of all proportion', () => {
  test('[H4] 2,000 tiny updates with gaps', () =>
    survives((team) => {
      const stranger = team.stranger(note);
      for (let index = 0; index < 2_000; index++) {
        const structs = [text('x', { origin: [8, index * 2] })];
        stranger.send(step2Frame(forgeUpdate([{ client: 9, clock: index * 2 + 1, structs }])));
      }
    }));

  test('[H5] the delete set of a note with 20,000 holes, again and again', () =>
    survives((team) => {
      const holes = Array.from({ length: 20_000 }, (_, index) => [index * 3, 1] as const);
      const update = forgeUpdate([{ client: 9, clock: 0, structs: [collected(60_000)] }], [[9, holes]]);
      for (let times = 0; times < 5; times++) team.stranger(note).send(step2Frame(update));
    }));

  test('[H9] an offer that names every second clock', () =>
    survives((team) => {
      const holes = Array.from({ length: 50_000 }, (_, index) => ({ clock: index * 3, length: 1 }));
      const known = { clocks: new Map([[9, 150_000]]), deletes: new Map([[9, holes]]) };
      const structs = [collected(150_000)];
      const deletes = [[9, holes.map(({ clock }) => [clock, 1] as const)]] as const;
      team.stranger(note).send(step2Frame(forgeUpdate([{ client: 9, clock: 0, structs }], deletes)));
      const link = team.strangeLink();
      link.send(...packetsOf({ kind: 'hello', device: 'd' as StoreId, cursor: null }));
      for (let times = 0; times < 3; times++) {
        link.send(...packetsOf({ kind: 'offer', document: note, known }));
      }
    }));

  test('[H4] 15,000 clients that all wait for one', () =>
    survives(async (team) => {
      const waiting = Array.from({ length: 15_000 }, (_, index) => ({
        client: 100_000 - index,
        clock: 0,
        structs: [text('x', { origin: [5, 0] })],
      }));
      const last = { client: 5, clock: 0, structs: [text('x', { origin: [6, 0] })] };
      expect(await sendEveryWay(team, note, forgeUpdate([...waiting, last]))).toEqual([null, null, null]);
    }));

  test('[H12] a state vector of 300,000 clients', () =>
    survives((team) => {
      const vector = Y.encodeStateVector(new Map(Array.from({ length: 300_000 }, (_, index) => [index, 1])));
      const stranger = team.stranger(note);
      stranger.send(step1Frame(vector));
      expect(stranger.closed).toBe(4413);
    }));

  test('[H2] a frame of a million questions', () =>
    survives((team) => {
      const stranger = team.stranger(note);
      stranger.send(new Uint8Array(1_000_000).fill(3));
      expect(stranger.closed).toBe(4400);
    }));

  test('[H14] a link frame of parts without end', () =>
    survives((team) => {
      const link = team.strangeLink();
      for (let times = 0; times < 3; times++) link.send(Uint8Array.of(1, 0));
      expect(link.closed).toBe(4400);
    }));
});

describe('presence', () => {
  test('[H13] 100,000 clients that are not there: a newcomer is told of few', () =>
    survives((team) => {
      const stranger = team.stranger(note);
      for (let frame = 0; frame < 25; frame++) {
        stranger.send(
          presence(
            Array.from({ length: 4_000 }, (_, index) => ({
              client: 1_000_000 + frame * 4_000 + index,
              clock: 1,
              state: '{"user":{"name":"nobody"}}',
            })),
          ),
        );
      }
      expect(stranger.closed).toBeNull();
      expect(presentIn(team)).toBeLessThan(100);
    }));

  test('[H13] those who come and go at once leave nothing behind beyond the same bound', () =>
    survives((team) => {
      const told: Uint8Array[] = [];
      team.hub.join(note, { send: (frame) => told.push(frame), close: () => undefined });
      const stranger = team.stranger(note);
      for (let frame = 0; frame < 25; frame++) {
        stranger.send(
          presence(
            Array.from({ length: 4_000 }, (_, index) => ({
              client: 1_000_000 + frame * 2_000 + (index >> 1),
              clock: 1 + (index & 1),
              state: (index & 1) === 0 ? '{}' : 'null',
            })),
          ),
        );
      }
      const bytes = told.reduce((sum, frame) => sum + frame.byteLength, 0);
      expect(bytes).toBeLessThan(10_000);
    }));

  test('[H13] a state of 8 MB is not even read', () =>
    survives((team) => {
      const stranger = team.stranger(note);
      const state = JSON.stringify('x'.repeat(8_000_000));
      for (let times = 0; times < 5; times++)
        stranger.send(presence([{ client: 5, clock: 1 + times, state }]));
      expect(presentIn(team)).toBe(2);
    }));

  test('[H13] 20,000 changes in a row', () =>
    survives((team) => {
      const stranger = team.stranger(note);
      for (let clock = 1; clock <= 20_000; clock++)
        stranger.send(presence([{ client: 5, clock, state: '{}' }]));
    }));
});

function presence(entries: Parameters<typeof encodeAwareness>[0]): Uint8Array {
  return awarenessFrame(encodeAwareness(entries));
}

/** How many a newcomer to the note is told of. */
function presentIn(team: Team): number {
  let present = 0;
  const session = team.hub.join(note, {
    send: (frame) => {
      if (frame[0] === 1) present = Buffer.from(frame).toString('latin1').split('"user"').length - 1;
    },
    close: () => undefined,
  });
  session.receive(Uint8Array.of(3));
  session.gone();
  return present;
}
