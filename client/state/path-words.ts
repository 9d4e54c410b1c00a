import { cellsUnder } from '../../shared/model/items.ts';
import { isPresence, itemsAround } from '../../shared/model/path.ts';
import { valuesOf } from '../../shared/model/cell-values.ts';
import { conflictLabel } from './conflict-label.ts';
import type { OpenEntity } from './entity.svelte.ts';
import { valueWords } from './value-words.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What tells a line, container, habit or packing from its like, the first that is filled in. */
const telling = ['count', 'number', 'package', 'product', 'text', 'type'];
const longest = 14;

/** The words for a path of an open entity; of what stands in a list also which of them: `箱数 · 113`. */
export function pathWords(workspace: Workspace, entity: OpenEntity, path: string): string {
  const label = conflictLabel(entity.kind, path);
  const item = itemsAround(path).at(-1);
  if (item === undefined) return label;
  const cells = cellsUnder({ kind: entity.kind, home: entity.home, commercial: entity.commercial }, item);
  for (const name of telling) {
    const cell = cells[name];
    const [value] = cell && (isPresence(path) || cell.path !== path) ? valuesOf(cell.cell) : [];
    if (cell && value) return `${label} · ${cut(valueWords(workspace, entity.kind, cell.path, value))}`;
  }
  return label;
}

function cut(text: string): string {
  const signs = Array.from(text);
  return signs.length <= longest ? text : `${signs.slice(0, longest).join('')}…`;
}
