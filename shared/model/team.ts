import type { EntityId } from '../sync/document-name.ts';
import { isStanding, type FieldCell } from './cell.ts';
import { only } from './cell-values.ts';
import { allConflicts } from './conflicts.ts';
import type { Facts, Path } from './facts.ts';
import { cellsUnder, itemsOf, type ItemView } from './items.ts';
import { comparePosition } from './position.ts';
import type { Cell, StageRow, TeamRow, ViewRow } from './rows.ts';
import type { ItemField } from './schema.ts';
import { defaultStages } from './stages.ts';

type StageFields = Readonly<Record<ItemField<'team', 'stages'>, FieldCell>>;

/**
 * Stages, saved views and members of a team, out of its facts. What the team has not said of a default stage stands as it comes with
 * the app, so that a first change need not write all of them, and two people's first changes do not meet. One stage is
 * always in use: where all are retired, the first by position.
 */
export function readTeam(id: EntityId, facts: Facts): TeamRow {
  const source = { kind: 'team', home: facts, commercial: null } as const;
  const members = itemsOf<ItemField<'team', 'members'>>(source, 'members');
  const stages: StageRow[] = [];
  const retired: StageRow[] = [];
  for (const stage of stageIds(facts)) {
    const path = `stages/${stage}` as Path;
    const row = stageRow(stage, cellsUnder(source, path));
    (isStanding(facts, path) ? stages : retired).push(row);
  }
  retired.sort(comparePosition);
  // Two people apart can retire all of them together; a board without a column shows no order.
  if (stages.length === 0) stages.push(...retired.splice(0, 1));
  return {
    id,
    stages: stages.sort(comparePosition),
    retired,
    views: itemsOf<ItemField<'team', 'views'>>(source, 'views').map(viewRow),
    conflicts: allConflicts({ kind: 'team', home: facts, commercial: null }),
    newer: facts.newer > 0,
    members: members.map((member) => ({
      id: member.id,
      name: firstOf(member.fields.name.cell) || member.id,
    })),
  };
}

function stageIds(facts: Facts): ReadonlySet<string> {
  const ids = new Set(defaultStages.map((stage) => stage.id));
  for (const path of facts.paths.keys()) {
    const [collection, id] = path.split('/');
    if (collection === 'stages' && id) ids.add(id);
  }
  return ids;
}

/** A stage named in one language only has that name in both. */
function stageRow(id: string, fields: StageFields): StageRow {
  const usual = defaultStages.find((stage) => stage.id === id);
  const [zh, en] = [firstOf(fields.name_zh.cell), firstOf(fields.name_en.cell)];
  return {
    id,
    nameZh: zh || usual?.nameZh || en || id,
    nameEn: en || usual?.nameEn || zh || id,
    position: only(fields.position.cell) ?? usual?.position ?? '',
    limit: limitOf(only(fields.limit.cell)),
  };
}

function limitOf(text: string | null): number | null {
  const limit = Number(text ?? NaN);
  return Number.isInteger(limit) && limit > 0 ? limit : null;
}

function viewRow({ id, fields }: ItemView<ItemField<'team', 'views'>>): ViewRow {
  return {
    id,
    name: firstOf(fields.name.cell),
    search: firstOf(fields.search.cell),
    position: firstOf(fields.position.cell),
  };
}

/** A name or view in conflict shows its first value: the team page shows both. */
function firstOf(cell: Cell<string>): string {
  return cell.kind === 'one' ? cell.value : cell.kind === 'many' ? (cell.values[0] ?? '') : '';
}
