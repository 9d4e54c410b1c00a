import type { EntityId } from '../sync/document-name.ts';
import { only, type FieldCell } from './cell.ts';
import type { Facts } from './facts.ts';
import { itemsOf, type ItemView } from './items.ts';
import { comparePosition } from './position.ts';
import type { Cell, StageRow, TeamRow } from './rows.ts';
import type { ItemField } from './schema.ts';
import { defaultStages } from './stages.ts';

/** The one entity of kind team: its documents are `team/team_board/facts`, and `team/team_presence/note` for awareness. */
export const teamBoard = 'team_board' as EntityId;
export const teamPresence = 'team_presence' as EntityId;

/** Stages and members of a team. Until it has stages of its own it works with the default ones. */
export function readTeam(id: EntityId, facts: Facts): TeamRow {
  const source = { kind: 'team', home: facts, commercial: null } as const;
  const stages = itemsOf<ItemField<'team', 'stages'>>(source, 'stages').map(stageOf);
  const members = itemsOf<ItemField<'team', 'members'>>(source, 'members');
  return {
    id,
    stages: stages.length > 0 ? stages.sort(comparePosition) : defaultStages,
    members: members.map((member) => ({
      id: member.id,
      name: firstOf(member.fields.name.cell) || member.id,
    })),
  };
}

function stageOf(item: ItemView<ItemField<'team', 'stages'>>): StageRow {
  const text = (cell: FieldCell) => firstOf(cell.cell) || item.id;
  return {
    id: item.id,
    nameZh: text(item.fields.name_zh),
    nameEn: text(item.fields.name_en),
    position: only(item.fields.position.cell) ?? '',
  };
}

/** A name in conflict shows its first value: the team page shows both. */
function firstOf(cell: Cell<string>): string {
  return cell.kind === 'one' ? cell.value : cell.kind === 'many' ? (cell.values[0] ?? '') : '';
}
