import type { DatabaseSync } from 'node:sqlite';
import type { FactValue } from '../../shared/model/facts.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { transactionsOn } from '../sqlite-store.ts';

/** Several values of a path, in the order that `--take N` counts. */
export interface Choice {
  readonly entity: EntityId;
  readonly path: string;
  readonly values: readonly FactValue[];
}

/** What was shown last of paths that have several values. */
export interface ShownTable {
  show(choices: readonly Choice[]): Promise<void>;
  /** Whether these are the values that were shown; what was never shown cannot have become another. */
  isAsShown(choice: Choice): boolean;
}

const schema = `
  CREATE TABLE IF NOT EXISTS shown (
    entity TEXT NOT NULL,
    path TEXT NOT NULL,
    choices TEXT NOT NULL,
    PRIMARY KEY (entity, path)
  ) STRICT, WITHOUT ROWID;
`;

export function openShownTable(database: DatabaseSync): ShownTable {
  database.exec(schema);
  const transaction = transactionsOn(database);
  const find = database.prepare('SELECT choices FROM shown WHERE entity = ? AND path = ?');
  const put = database.prepare('INSERT OR REPLACE INTO shown VALUES (?, ?, ?)');
  const before = ({ entity, path }: Choice): unknown => find.get(entity, path)?.['choices'];
  return {
    async show(choices) {
      const news = choices.filter((choice) => before(choice) !== JSON.stringify(choice.values));
      if (news.length === 0) return;
      await transaction(() => {
        for (const { entity, path, values } of news) put.run(entity, path, JSON.stringify(values));
      });
    },
    isAsShown(choice) {
      const shown = before(choice);
      return shown === undefined || shown === JSON.stringify(choice.values);
    },
  };
}
