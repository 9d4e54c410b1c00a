import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { noFacts, type Change } from './facts.ts';
import { appendChange } from './record.ts';
import { defaultStages } from './stages.ts';
import { readTeam } from './team.ts';
import { teamBoard } from './team-ids.ts';
import { factsOf, meanwhile, she } from './test-documents.ts';

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

describe('[F3] stages retired by two people apart, so that none is left', () => {
  const ids = defaultStages.map(({ id }) => id);
  const together = (one: readonly string[], other: readonly string[]) =>
    [
      [one, other],
      [other, one],
    ].map(([first = [], second = []]) => team(first.flatMap(retire), second.flatMap(retire)));

  test('[F3] the first by position stays in use, the same for everybody', () => {
    for (const { stages, retired, conflicts } of together(ids.slice(0, 7), ids.slice(7))) {
      expect(stages.map(({ id }) => id)).toEqual(['enquiry']);
      expect(retired.map(({ id }) => id)).toEqual(ids.slice(1));
      expect(conflicts).toEqual([]);
    }
  });

  test('[F3] by the position it has now, until another one is back', () => {
    const moved = meanwhile('team', [], [{ set: { 'stages/paid/position': 'Zz' } }]);
    const apart = [ids.slice(0, 9), ids.slice(9)].map((some) =>
      meanwhile('team', [moved], some.flatMap(retire)),
    );
    expect(readTeam(teamBoard, factsOf('team', apart)).stages.map(({ id }) => id)).toEqual(['paid']);
    const back = meanwhile('team', apart, [{ set: { 'stages/claim': true } }]);
    const { stages, retired } = readTeam(teamBoard, factsOf('team', [back]));
    expect(stages.map(({ id }) => id)).toEqual(['claim']);
    expect(retired[0]?.id).toBe('paid');
  });

  test('[F3] whatever three people do to stages, in whatever order it arrives, one is in use for all', () => {
    const act = fc.record({
      who: fc.nat({ max: 2 }),
      to: fc.nat({ max: 5 }),
      what: fc.constantFrom('retire', 'retire', 'retire', 'back', 'move', 'rename'),
      stages: fc.constantFrom(ids.slice(0, 8), ids.slice(8), ['own'], ['own', 'claim']),
    });
    const change = (what: string, id: string): readonly Change[] => {
      if (what === 'retire') return retire(id);
      if (what === 'back') return [{ set: { [`stages/${id}`]: true } }];
      if (what === 'move') return [{ set: { [`stages/${id}/position`]: 'a0V' } }];
      return [{ set: { [`stages/${id}/name_zh`]: '新名' } }];
    };
    /** Each half taken out of use by one who did not know of the other. */
    const apart = [ids.slice(0, 8), ids.slice(8)].map((stages, who) => ({
      who,
      to: 5,
      what: 'retire',
      stages,
    }));
    let all = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 8 }), (acts) => {
        const docs = [0, 1, 2].map(() => meanwhile('team', [], []));
        for (const { who, to, what, stages } of acts) {
          const [doc, other] = [docs[who], docs[to]];
          if (!doc) continue;
          for (const id of stages) for (const one of change(what, id)) appendChange(doc, she, 0, one, 'team');
          if (other) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
        }
        const teams = [docs, docs.toReversed()].map((some) => readTeam(teamBoard, factsOf('team', some)));
        expect(teams[1]).toEqual(teams[0]);
        const { stages = [], retired = [] } = teams[0] ?? {};
        expect(stages.length).toBeGreaterThan(0);
        expect(new Set([...stages, ...retired].map(({ id }) => id)).size).toBe(
          stages.length + retired.length,
        );
        if (stages.length === 1 && retired.length > 12) all++;
      }),
      { numRuns: 400, examples: [[apart]] },
    );
    expect(all).toBeGreaterThan(0);
  }, 60_000);
});

describe('how much may stand in a stage', () => {
  test.each([
    ['12', 12],
    ['0', null],
    ['many', null],
    [null, null],
  ])('a limit of %j is read as %j', (limit, read) => {
    const { stages } = team([{ set: { 'stages/packing/limit': limit } }]);
    expect(stages.find(({ id }) => id === 'packing')).toMatchObject({ nameZh: '包装', limit: read });
  });

  test('two limits set apart limit nothing until somebody settles them', () => {
    const { stages, conflicts } = team(
      [{ set: { 'stages/packing/limit': '12' } }],
      [{ set: { 'stages/packing/limit': '15' } }],
    );
    expect(stages.find(({ id }) => id === 'packing')?.limit).toBeNull();
    expect(conflicts).toMatchObject([{ path: 'stages/packing/limit', values: ['12', '15'] }]);
  });
});

describe('views that were given a name', () => {
  const save = (id: string, name: string, search: string, position: string): Change => ({
    set: { [`views/${id}/name`]: name, [`views/${id}/search`]: search, [`views/${id}/position`]: position },
  });

  test('they stand in their order, and one that was removed is gone', () => {
    const { views, conflicts } = team([
      save('late', '赶船的', 'q=etd%3Cweek', 'a1'),
      save('mine', '我的', 'group=owner', 'a0'),
      save('old', '旧的', 'as=table', 'a2'),
      { remove: ['views/old'] },
    ]);
    expect(views.map(({ name, search }) => [name, search])).toEqual([
      ['我的', 'group=owner'],
      ['赶船的', 'q=etd%3Cweek'],
    ]);
    expect(conflicts).toEqual([]);
  });

  test('[F3] one renamed by one and changed or removed by another is lost to nobody', () => {
    const base = meanwhile('team', [], [save('v', '赶船的', 'group=owner', 'a0')]);
    const apart = (...changes: readonly Change[]) =>
      readTeam(
        teamBoard,
        factsOf(
          'team',
          changes.map((change) => meanwhile('team', [base], [change])),
        ),
      );
    expect(
      apart({ set: { 'views/v/name': '甲' } }, { set: { 'views/v/search': 'lane=port' } }),
    ).toMatchObject({ views: [{ name: '甲', search: 'lane=port' }], conflicts: [] });
    expect(
      apart({ set: { 'views/v/name': '甲' } }, { set: { 'views/v/name': '乙' } }).conflicts,
    ).toHaveLength(1);
    const removed = apart({ remove: ['views/v'] }, { set: { 'views/v/search': 'lane=port' } });
    expect(removed).toMatchObject({ views: [{ id: 'v' }], conflicts: [{ path: 'views/v' }] });
  });

  test('[F2] whatever three people do to them, in whatever order it arrives, all see the same', () => {
    const act = fc.record({
      who: fc.nat({ max: 2 }),
      to: fc.nat({ max: 2 }),
      id: fc.constantFrom('v', 'w'),
      change: fc.constantFrom('save', 'rename', 'update', 'remove'),
      text: fc.constantFrom('甲', '乙', 'q=x'),
    });
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 10 }), (acts) => {
        const docs = [0, 1, 2].map(() => meanwhile('team', [], []));
        for (const { who, to, id, change, text } of acts) {
          const [doc, other] = [docs[who], docs[to]];
          if (!doc || !other) continue;
          const changes: Readonly<Record<typeof change, Change>> = {
            save: save(id, text, text, 'a0'),
            rename: { set: { [`views/${id}/name`]: text } },
            update: { set: { [`views/${id}/search`]: text } },
            remove: { remove: [`views/${id}`] },
          };
          appendChange(doc, she, 0, changes[change], 'team');
          if (other !== doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
        }
        const [one, two] = [docs, docs.toReversed()].map((some) =>
          readTeam(teamBoard, factsOf('team', some)),
        );
        expect(two).toEqual(one);
      }),
      { numRuns: 100 },
    );
  });
});
