import type { DialHandlers } from '../../shared/sync/link-device.ts';
import type { LinkSocket } from '../../shared/sync/socket.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';

/** Opens `/link/<workspace>` at the relay this app came from; the key travels as a subprotocol (W6). */
export function dialRelay(workspace: WorkspaceId, key: string | null, handlers: DialHandlers): LinkSocket {
  const address = new URL(`/link/${workspace}`, location.origin);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address, key === null ? ['gendan'] : ['gendan', `gendan.key.${key}`]);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => handlers.opened();
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => handlers.received(new Uint8Array(data));
  socket.onclose = ({ code, reason }) => handlers.closed(code, reason);
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(new Uint8Array(frame));
    },
    // A page may close with 1000 and 3000-4999 only, and with a reason of at most 123 bytes.
    close: (code, reason) => socket.close(code, reason.slice(0, 40)),
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}
