import { WebSocket } from 'ws';
import type { DialHandlers, LinkSocket } from '../../shared/sync/socket.ts';
import { systemCode } from '../failure.ts';
import { keyPrefix, linkProtocol } from '../upgrade.ts';
import type { JoinLink } from './link.ts';

/** A network that swallows packets would keep an attempt for minutes. */
const connectWithin = 5_000;
/** A relay that does not answer a goodbye is not waited for. */
const goodbyeWithin = 1_000;

/** Opens the link to a workspace's relay; the key travels as a subprotocol (W6). `failed`: no connection came about. */
export function dialRelay(
  { origin, workspace, key }: JoinLink,
  handlers: DialHandlers,
  failed: (reason: string) => void,
): LinkSocket {
  const protocols = key === null ? [linkProtocol] : [linkProtocol, `${keyPrefix}${key}`];
  const address = `${origin.replace(/^http/, 'ws')}/link/${workspace}`;
  const socket = new WebSocket(address, protocols, {
    handshakeTimeout: connectWithin,
    perMessageDeflate: false,
  });
  let opened = false;
  let problem = 'no answer';
  socket.on('open', () => {
    opened = true;
    handlers.opened();
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) handlers.received(new Uint8Array(data));
  });
  socket.on('error', (error) => {
    problem = systemCode(error) ?? error.message;
  });
  socket.on('close', (code, reason) => {
    if (!opened) failed(problem);
    handlers.closed(code, reason.toString());
  });
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close(code, reason) {
      // At most 123 bytes are allowed.
      socket.close(code, reason.slice(0, 40));
      setTimeout(() => {
        socket.terminate();
      }, goodbyeWithin).unref();
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}
