import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Change } from '../../shared/model/facts.ts';
import { fold } from '../../shared/model/fold.ts';
import { readRecords } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { readTeam } from '../../shared/model/team.ts';
import { teamBoard } from '../../shared/model/team-ids.ts';
import { planUndo, stepOf } from '../../shared/model/undo.ts';
import { appendUndo } from '../../shared/model/undo-write.ts';
import { stageAction } from './stage-steps.ts';

const author = { person: 'Lin', device: 'd1' };
const mine = new Set<string>();

/** A team's document, and what the stages page does in it. */
function team() {
  const doc = new Y.Doc();
  const act = (change: Change) => {
    const wrote = appendChange(doc, author, 1, change, 'team');
    if (wrote.kind !== 'written') throw new Error('nothing was written');
    const step = stepOf('team', 'team', readRecords(doc), wrote.dot);
    for (const one of step) for (const { dots } of one.wrote) for (const dot of dots) mine.add(dot.join('.'));
    return stageAction({ kind: 'team', id: teamBoard, step, born: false }).step;
  };
  const read = () => readTeam(teamBoard, fold(readRecords(doc), 'team'));
  const undo = (step: ReturnType<typeof act>) => {
    const standing = { records: readRecords(doc), facts: fold(readRecords(doc), 'team') };
    const plan = planUndo(step, new Map([['team' as const, standing]]), mine);
    expect(plan.blocked).toEqual([]);
    return appendUndo(doc, author, 2, plan.reverts);
  };
  return { act, read, undo };
}

const usual = team().read();

test.each<readonly [string, Change]>([
  ['renamed', { set: { 'stages/packing/name_zh': '打包' } }],
  ['moved', { set: { 'stages/packing/position': 'zz' } }],
])('a stage that comes with the app, %s and taken back, is there as before', (_how, change) => {
  const { act, read, undo } = team();
  const step = act(change);
  expect(step.map(({ path }) => path)).toEqual(Object.keys(change.set ?? {}));
  const undone = undo(step);
  expect(read()).toEqual(usual);
  undo(undone);
  expect(read()).not.toEqual(usual);
});

test('a stage that is retired comes back, and goes again', () => {
  const { act, read, undo } = team();
  expect(act({ set: { 'stages/packing': true } })).toEqual([]);
  const undone = undo(act({ remove: ['stages/packing'] }));
  expect(read()).toEqual(usual);
  undo(undone);
  expect(read().retired.map(({ id }) => id)).toEqual(['packing']);
});

test('a stage that was added goes, with its name', () => {
  const { act, read, undo } = team();
  undo(act({ set: { 'stages/x1/name_zh': '熏蒸', 'stages/x1/position': 'zz' } }));
  expect(read().stages).toEqual(usual.stages);
  expect(read().retired.map(({ nameZh }) => nameZh)).toEqual(['x1']);
});
