import type { EntityId } from '../sync/document-name.ts';

/** The one entity of kind team: its documents are `team/team_board/facts`, and `team/team_presence/note` for awareness. */
export const teamBoard = 'team_board' as EntityId;
export const teamPresence = 'team_presence' as EntityId;
