import type { Table } from 'dexie';
import { teamBoard } from '../../shared/model/team-ids.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { readMeta, type DeviceDatabase } from '../local/device-database.ts';
import type { RosterSource } from './roster.ts';

/** Entries read at a time. */
const slice = 5_000;

/**
 * What stands in the tables. Entries that another version of the app made are not read: the projector is making all of
 * them anew, and tells of each.
 */
export function rosterSource(db: DeviceDatabase, version: string): RosterSource {
  async function* current<T extends { readonly id: EntityId }>(
    table: Table<T, EntityId>,
  ): AsyncIterable<readonly T[]> {
    if ((await readMeta(db, 'projected'))?.version === version) yield* all(table);
  }

  async function* all<T extends { readonly id: EntityId }>(
    table: Table<T, EntityId>,
  ): AsyncIterable<readonly T[]> {
    let after = '';
    for (;;) {
      const some: T[] = await table.where('id').above(after).limit(slice).toArray();
      const last = some.at(-1);
      if (!last) return;
      yield some;
      after = last.id;
    }
  }

  return {
    entries: () => current(db.entries),
    texts: () => current(db.texts),
    // Other rules find otherwise, and tell only of what is another then.
    found: () => all(db.found),
    async names() {
      const [customers, products, team] = await Promise.all([
        db.customers.toArray(),
        db.products.toArray(),
        db.team.get(teamBoard),
      ]);
      return { customers, products, team: team ?? null };
    },
  };
}
