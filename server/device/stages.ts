import { defaultStages } from '../../shared/model/stages.ts';
import { readTeam } from '../../shared/model/team.ts';
import { teamBoard } from '../../shared/model/team-ids.ts';
import type { Device } from './device.ts';
import { openEntity } from './entity.ts';

/** Ids of the team's stages, in the order of the board. */
export async function stagesOf(device: Device): Promise<readonly string[]> {
  const team = await openEntity(device, 'team', teamBoard);
  const stages = team ? readTeam(teamBoard, team.facts.home).stages : defaultStages;
  return stages.map(({ id }) => id);
}
