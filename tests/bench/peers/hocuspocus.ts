// Hocuspocus in a process of its own, with the queries of its SQLite extension on node:sqlite.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

const [, , port = '0', folder = '.'] = process.argv;
const database = new DatabaseSync(join(folder, 'hocuspocus.db'));
database.exec(
  'CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))',
);
const select = database.prepare('SELECT data FROM "documents" WHERE name = ? ORDER BY rowid DESC');
const upsert = database.prepare(
  'INSERT INTO "documents" ("name", "data") VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data',
);

const server = new Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  // Its bound on documents that wait for their sign-in would end the one socket that carries 10,000 of them.
  maxPendingDocuments: 100_000,
  maxUnauthenticatedQueueMessages: 1_000_000,
  maxUnauthenticatedQueueSize: 256 * 1024 * 1024,
  extensions: [
    new Database({
      fetch: ({ documentName }) =>
        Promise.resolve((select.get(documentName)?.['data'] as Uint8Array | undefined) ?? null),
      store: ({ documentName, state }) => {
        upsert.run(documentName, state);
        return Promise.resolve();
      },
    }),
  ],
});
await server.listen();
process.stdout.write(`ready ${server.address.port}\n`);
