import * as prng from 'lib0/prng';
import { packetsOf } from '../../shared/sync/lane-queues.ts';
import type { StoreId } from '../../shared/sync/store.ts';
import {
  collected,
  forgeUpdate,
  nested,
  prototypeKey,
  skipped,
  subdocument,
  text,
  value,
  values,
  type ForgedStruct,
} from './forge.ts';
import { eitherFrame, emptyReport, type FuzzReport } from './fuzz.ts';
import { facts, note, noteRoot, Team, type Editor } from './team.ts';

export const historiesPerRound = 20;

/** Twenty forged histories beside honest edits of the same document; then everyone's edits must be as written. */
export async function historiesRound(seed: number, report: FuzzReport = emptyReport()): Promise<void> {
  const gen = prng.create(seed);
  const fail = (what: string) => {
    report.failures.push(`histories, --seed ${String(seed)} --rounds 1: ${what}`);
  };
  const random = () => prng.real53(gen);
  try {
    const team = new Team(random);
    for (const editor of team.editors) editor.write(random);
    await team.settle();
    for (let count = 0; count < historiesPerRound; count++) {
      const document = prng.bool(gen) ? note : facts;
      const victims = team.editors.filter((editor) => editor.document === document);
      const overLink = prng.int32(gen, 0, 2) === 0;
      const stranger = overLink ? team.strangeLink() : team.stranger(document);
      if (overLink) {
        stranger.send(...packetsOf({ kind: 'hello', device: `d${String(count)}` as StoreId, cursor: null }));
      }
      for (let length = prng.int32(gen, 1, 4); length > 0; length--) {
        const [name, update] = forge(gen, prng.oneOf(gen, [...victims]));
        if (overLink) stranger.send(...packetsOf({ kind: 'update', number: length, document, update }));
        else stranger.send(eitherFrame(gen, update));
        prng.oneOf(gen, [...victims]).write(random);
        if (prng.bool(gen)) await team.hub.flush();
        report.outcomes[name] = (report.outcomes[name] ?? 0) + 1;
      }
      await team.hub.flush();
      if (prng.bool(gen)) stranger.leave();
    }
    for (const fault of new Set(await team.faults())) fail(fault);
  } catch (error) {
    fail(`uncaught: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  report.mutations += historiesPerRound;
}

type Forged = readonly [name: string, update: Uint8Array];

/** What breaks a relay that trusts its writers, aimed at one honest editor. */
function forge(gen: prng.PRNG, victim: Editor): Forged {
  const { client, next } = victim;
  const mine = prng.int32(gen, 1, 2 ** 31 - 1);
  const root = victim.document === facts ? 'records' : noteRoot;
  const some = prng.int32(gen, 1, 40);
  const stolen: ForgedStruct =
    victim.document === facts
      ? values([value({ a: 'forged' })], { parent: root })
      : text('forged', { parent: root });
  switch (prng.int32(gen, 0, 13)) {
    case 0:
      return ['delete ahead', forgeUpdate([], [[client, [[next, some * 1000]]]])];
    case 1:
      return ['delete across the end', forgeUpdate([], [[client, [[Math.max(0, next - 1), some + 1]]]])];
    case 2:
      return ['collected next clocks', forgeUpdate([{ client, clock: next, structs: [collected(some)] }])];
    case 3:
      return [
        'collected from the start',
        forgeUpdate([{ client, clock: 0, structs: [collected(next + some)] }]),
      ];
    case 4:
      return ['next clock written', forgeUpdate([{ client, clock: next, structs: [stolen] }])];
    case 5:
      return [
        'written after a hole',
        forgeUpdate([{ client, clock: next, structs: [skipped(some), stolen] }]),
      ];
    case 6: {
      const rewrite = victim.document === facts ? stolen : text('r'.repeat(next), { parent: root });
      const own = { client: mine, clock: 0, structs: [stolen] };
      return ['old clocks written anew', forgeUpdate([own, { client, clock: 0, structs: [rewrite] }])];
    }
    case 7:
      return [
        'a ring',
        forgeUpdate([
          { client: mine + 1, clock: 0, structs: [text('a', { origin: [mine, 0] })] },
          { client: mine, clock: 0, structs: [text('b', { origin: [mine + 1, 0] })] },
        ]),
      ];
    case 8:
      return [
        'one client twice',
        forgeUpdate([
          { client, clock: 0, structs: [collected(1)] },
          { client: mine, clock: 0, structs: [stolen] },
          { client, clock: 0, structs: [collected(next + 1)] },
        ]),
      ];
    case 9:
      return [
        'beside what is not there',
        forgeUpdate([{ client: mine, clock: 0, structs: [text('x', { origin: [client, next + some] })] }]),
      ];
    case 10: {
      const wrapped = prng.bool(gen) ? prototypeKey(nested(some)) : nested(200);
      return [
        'hidden or deep values',
        forgeUpdate([{ client: mine, clock: 0, structs: [values([wrapped], { parent: root })] }]),
      ];
    }
    case 11:
      return [
        'documents within',
        forgeUpdate([{ client: mine, clock: 0, structs: [subdocument({ parent: root })] }]),
      ];
    case 12:
      return [
        'its own, beside the victim',
        forgeUpdate([{ client: mine, clock: 0, structs: [besideVictim(gen, victim)] }]),
      ];
    default:
      return [
        'clocks without end',
        forgeUpdate([{ client: mine, clock: 0, structs: [collected(2 ** 52)] }], [[mine, [[0, 2 ** 52]]]]),
      ];
  }
}

/** Allowed: it stands beside honest edits and changes none of them. */
function besideVictim(gen: prng.PRNG, { client, next, document }: Editor): ForgedStruct {
  const at = prng.int32(gen, 0, Math.max(0, next - 1));
  const place = {
    origin: [client, at] as const,
    ...(prng.bool(gen) ? { rightOrigin: [client, 0] as const } : {}),
  };
  return document === facts ? values([value(1)], { origin: [client, at] }) : text('stranger', place);
}
