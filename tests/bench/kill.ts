import { setTimeout } from 'node:timers/promises';
import * as Y from 'yjs';
import { joinDocument, updateFrames } from './dialect.ts';
import { startServer, type Kind } from './servers.ts';

/** Kills the server the moment a second client has seen an update; whether the update was there after the next start. */
export async function lostWhenKilled(kind: Kind, times: number): Promise<{ readonly lost: number }> {
  let lost = 0;
  let data: string | undefined;
  for (let time = 0; time < times; time++) {
    const document = `bench/board/order_k${time}/note`;
    const server = await startServer(kind, data);
    ({ data } = server);
    const [writer, reader] = [await joinDocument(server, document), await joinDocument(server, document)];
    const seen = Promise.withResolvers<undefined>();
    reader.onDelivery(() => {
      seen.resolve(undefined);
    });
    for (const frame of updateFrames(server, document, [oneLetter(time)])) writer.wire.write(frame);
    await seen.promise;
    await server.stop('SIGKILL');
    writer.wire.destroy();
    reader.wire.destroy();

    const again = await startServer(kind, data);
    if (!(await holds(again, document))) lost++;
    await again.stop('SIGKILL');
  }
  return { lost };
}

function oneLetter(clientID: number): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = clientID + 1;
  doc.getText('default').insert(0, 'x');
  return Y.encodeStateAsUpdate(doc);
}

/** Asks as one who has nothing; LevelDB answers a little after it said sync step 2, so it gets a moment. */
async function holds(server: Awaited<ReturnType<typeof startServer>>, document: string): Promise<boolean> {
  const joiner = await joinDocument(server, document);
  await setTimeout(200);
  joiner.wire.destroy();
  return joiner.received() > 0 || joiner.step2Bytes() > 2;
}
