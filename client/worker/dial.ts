import type { DialHandlers, LinkSocket } from '../../shared/sync/socket.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';

/** A network that swallows packets would keep an attempt for minutes. */
const connectWithin = 10_000;
/** What a browser says of a connection that broke. */
const broken = 1006;

/** Opens `/link/<workspace>` at the relay this app came from; the key travels as a subprotocol (W6). */
export function dialRelay(workspace: WorkspaceId, key: string | null, handlers: DialHandlers): LinkSocket {
  const address = new URL(`/link/${workspace}`, location.origin);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address, key === null ? ['gendan'] : ['gendan', `gendan.key.${key}`]);
  socket.binaryType = 'arraybuffer';

  let over = false;
  const end = (code: number, reason: string): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    removeEventListener('offline', networkGone);
    removeEventListener('online', networkBack);
    handlers.closed(code, reason);
  };
  const giveUp = (reason: string): void => {
    socket.close();
    end(broken, reason);
  };
  // The socket itself would notice only after a while.
  const networkGone = (): void => giveUp('the network is off');
  const networkBack = (): void => {
    if (socket.readyState === WebSocket.CONNECTING) giveUp('begun without a network');
  };
  const timer = setTimeout(() => giveUp('no answer'), connectWithin);
  addEventListener('offline', networkGone);
  addEventListener('online', networkBack);

  socket.onopen = () => {
    clearTimeout(timer);
    if (!over) handlers.opened();
  };
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    if (!over) handlers.received(new Uint8Array(data));
  };
  socket.onclose = ({ code, reason }) => end(code, reason);
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(new Uint8Array(frame));
    },
    close(code, reason) {
      // At most 123 bytes are allowed.
      socket.close(code, reason.slice(0, 40));
      end(code, reason);
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}
