import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Change } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import { recordsName } from '../../shared/model/read.ts';
import { appendChange } from '../../shared/model/record.ts';
import { toTrash } from '../../shared/model/trash.ts';

/** A relay with the sample, in a process of its own. */
export interface PictureRelay {
  readonly address: Promise<string>;
  stop(): Promise<void>;
}

export function startRelay(data: string): PictureRelay {
  const client = process.env['GENDAN_CLIENT'];
  const child: ChildProcess = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../../server/main.ts', import.meta.url)),
      '--sample',
      '--data',
      data,
      '--port',
      '0',
      ...(client === undefined ? [] : ['--client', client]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error('the relay ended')));
  });
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Opens documents as any y-websocket client can. */
export class Colleagues {
  readonly #host: string;
  readonly #key: string;
  readonly #here: WebsocketProvider[] = [];

  constructor(host: string, key: string) {
    this.#host = host;
    this.#key = key;
  }

  /** Two who are present: one looks at an order, one changes another. */
  async arrive(): Promise<void> {
    for (const { name, entity, field } of [
      { name: '跟单乙', entity: 'order_so26017', field: null },
      { name: '跟单丙', entity: 'order_so26018', field: 'cartons' },
    ]) {
      const provider = await this.#join('sample/team/team_presence/note');
      provider.awareness.setLocalState({ user: { name }, device: name, entity, field });
      this.#here.push(provider);
    }
  }

  /** What the sample has none of: a limit that is passed, orders put away and deleted, and one by a newer version. */
  async write(at: number): Promise<void> {
    await this.#change('team', 'team/team_board', at, { set: { 'stages/enquiry/limit': '2' } });
    await this.#change('order', 'board/order_so26039', at, { set: { archived: true } });
    await this.#change('order', 'board/order_so26040', at, toTrash);
    await this.#change('order', 'commercial/order_so26040', at, toTrash);
    await this.#append('board/order_so26035', { v: 999, fields: 'in a form to come' });
  }

  leave(): void {
    for (const provider of this.#here) {
      provider.destroy();
      provider.doc.destroy();
    }
  }

  async #change(kind: EntityKind, path: string, at: number, change: Change): Promise<void> {
    await this.#write(path, (doc) => {
      appendChange(doc, { person: '跟单乙', device: 'office' }, at, change, kind);
    });
  }

  async #append(path: string, record: unknown): Promise<void> {
    await this.#write(path, (doc) => doc.getArray(recordsName).push([record]));
  }

  /** Resolves when somebody else can read it. */
  async #write(path: string, edit: (doc: Y.Doc) => void): Promise<void> {
    const name = `sample/${path}/facts`;
    const writer = await this.#join(name);
    edit(writer.doc);
    const reader = await this.#join(name);
    const records = (doc: Y.Doc): number => doc.getArray(recordsName).length;
    while (records(reader.doc) < records(writer.doc))
      await new Promise<void>((resolve) => reader.doc.once('update', () => resolve()));
    for (const provider of [writer, reader]) provider.destroy();
  }

  async #join(name: string): Promise<WebsocketProvider> {
    const provider = new WebsocketProvider(`ws://${this.#host}/sync`, name, new Y.Doc(), {
      protocols: ['gendan', `gendan.key.${this.#key}`],
      disableBc: true,
    });
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    return provider;
  }
}
