import { isPresence } from '../../shared/model/path.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import type { Written } from './undo.svelte.ts';

const usual: ReadonlySet<string> = new Set(defaultStages.map(({ id }) => `stages/${id}`));

/**
 * What was done to the team's stages, to be taken back. The first change of a stage that comes with the app also says
 * that it is there: that is no part of the action, or taking it back would take the stage away.
 */
export function stageAction(written: Written): Written {
  const step = written.step.filter(
    ({ path, before }) => !(isPresence(path) && before.length === 0 && usual.has(path)),
  );
  return { ...written, step };
}
