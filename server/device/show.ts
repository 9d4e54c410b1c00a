import { textOf } from '../../shared/model/cell.ts';
import { allConflicts } from '../../shared/model/conflicts.ts';
import type { Author, FactValue, Head } from '../../shared/model/facts.ts';
import { isPresence } from '../../shared/model/path.ts';
import { trashedOf } from '../../shared/model/read-only.ts';
import { readRecords } from '../../shared/model/read.ts';
import { removalOf } from '../../shared/model/removal.ts';
import type { Conflict } from '../../shared/model/rows.ts';
import { standingValues } from '../../shared/model/standing.ts';
import type { Device } from './device.ts';
import { entityValue, openEntity, type Entity } from './entity.ts';
import { nameOf } from './names.ts';
import { refusal, severalValues } from './objection.ts';
import { done, type Reply } from './reply.ts';
import { freshRows } from './rows.ts';
import { table } from './table.ts';

/** Every value of an entity, and in a line beside them why nothing can be changed in it. */
export async function show(device: Device, entity: Entity): Promise<Reply> {
  const several = Array.from(severalValues(entity), ([path, values]) => ({
    entity: entity.id,
    path,
    values,
  }));
  await device.store.shown.show(several);
  const rows = Array.from(standingValues(entity.facts), ([path, values]) => [path, valuesText(values)]);
  const refused = refusal(entity);
  return done(entityValue(entity), table(['PATH', 'VALUE'], rows), ...(refused === null ? [] : [refused]));
}

/** One value as it is; several with the number that `resolve --take` wants. */
export function valuesText(values: readonly FactValue[]): string {
  const [only, ...others] = values;
  if (others.length === 0) return textOf(only ?? null);
  return values.map((value, index) => `${index + 1}) ${textOf(value) || '(cleared)'}`).join('  ');
}

/** Everything that waits for a person, in all orders, customers, products and the team; what is in the trash does not. */
export async function conflicts(device: Device): Promise<Reply> {
  const found: { entity: Entity; conflict: Conflict; by: readonly (Author | null)[] }[] = [];
  for (const { entity: id, kind } of (await freshRows(device)).disputed()) {
    const entity = await openEntity(device, kind, id);
    if (!entity || isTrashed(entity)) continue;
    for (const conflict of allConflicts(entity.facts))
      found.push({ entity, conflict, by: authorsOf(entity, conflict) });
  }
  await device.store.shown.show(
    found.map(({ entity: { id }, conflict: { path, values } }) => ({ entity: id, path, values })),
  );
  const value = found.map(({ entity, conflict: { path, values }, by }) => ({
    id: entity.id,
    kind: entity.kind,
    name: nameOf(entity),
    path,
    values,
    by,
  }));
  const rows = found.map(({ entity, conflict: { path, values }, by }) => [
    nameOf(entity),
    path,
    valuesText(values),
    by.map((author) => author?.person || '?').join(', '),
    entity.id,
  ]);
  return done(value, table(['NAME', 'PATH', 'VALUES', 'BY', 'ID'], rows));
}

function isTrashed({ facts: { home, commercial } }: Entity): boolean {
  return trashedOf(home, commercial) !== null;
}

/** Who stands behind each value of a conflict, in its order. */
function authorsOf(entity: Entity, { path, values }: Conflict): readonly (Author | null)[] {
  const parts = [...entity.parts.values()];
  if (isPresence(path)) {
    const documents = parts.map(({ facts }) => facts);
    const records = parts.flatMap(({ doc }) => readRecords(doc));
    const { removers, changes } = removalOf(path, documents, records);
    const kept = (): Head | undefined =>
      changes[0]?.head ?? documents.flatMap((facts) => facts.paths.get(path)?.heads ?? []).find(isThere);
    return values.map((value) => (value === false ? removers[0] : kept())?.author ?? null);
  }
  const heads = parts.flatMap(({ facts }) => facts.paths.get(path)?.heads ?? []);
  return values.map((value) => heads.find((head) => head.value === value)?.author ?? null);
}

function isThere(head: Head): boolean {
  return head.value === true;
}
