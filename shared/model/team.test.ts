import { expect, test } from 'vitest';
import { noFacts, type Change } from './facts.ts';
import { defaultStages } from './stages.ts';
import { readTeam } from './team.ts';
import { teamBoard } from './team-ids.ts';
import { factsOf, meanwhile } from './test-documents.ts';

const team = (...parts: (readonly Change[])[]) =>
  readTeam(
    teamBoard,
    factsOf(
      'team',
      parts.map((changes) => meanwhile('team', [], changes)),
    ),
  );
const retire = (id: string): readonly Change[] => [
  { set: { [`stages/${id}`]: true } },
  { remove: [`stages/${id}`] },
];

test('a team that said nothing of stages works with the default ones', () => {
  expect(readTeam(teamBoard, noFacts).stages).toEqual(defaultStages);
  expect(defaultStages).toHaveLength(15);
  for (const stage of defaultStages) expect(stage.nameZh).toHaveLength(2);
});

test('stages are renamed, moved, added and retired one by one', () => {
  const { stages, retired } = team([
    { set: { 'stages/packing/name_zh': '打包' } },
    { set: { 'stages/closed/position': 'Zz' } },
    { set: { 'stages/fumigation/name_zh': '熏蒸', 'stages/fumigation/position': 'a5V' } },
    ...retire('claim'),
  ]);
  expect(stages[0]).toMatchObject({ id: 'closed', nameEn: 'Closed' });
  expect(stages.find((stage) => stage.id === 'packing')).toMatchObject({ nameZh: '打包', nameEn: 'Packing' });
  expect(stages.map((stage) => stage.id).slice(6, 8)).toEqual(['packing', 'fumigation']);
  expect(stages.find((stage) => stage.id === 'fumigation')?.nameEn).toBe('熏蒸');
  expect(retired.map((stage) => stage.id)).toEqual(['claim']);
});

test("two people's first changes do not meet, and both retiring a stage agree", () => {
  expect(team(retire('claim'), [{ set: { 'stages/packing/name_zh': '打包' } }])).toMatchObject({
    conflicts: [],
    retired: [{ id: 'claim' }],
  });
  expect(team(retire('claim'), retire('claim'))).toMatchObject({ conflicts: [], retired: [{ id: 'claim' }] });
});

test('[F3] a stage retired by one and renamed by another stays, and waits to be settled', () => {
  const { stages, conflicts } = team(retire('claim'), [{ set: { 'stages/claim/name_zh': '索赔' } }]);
  expect(stages.some((stage) => stage.id === 'claim')).toBe(true);
  expect(conflicts).toMatchObject([{ path: 'stages/claim' }]);
});
