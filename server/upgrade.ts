import type { IncomingMessage } from 'node:http';
import { closeCode, type CloseCode } from '../shared/sync/close-code.ts';
import {
  asDocumentName,
  parseWorkspace,
  type DocumentName,
  type WorkspaceId,
} from '../shared/sync/document-name.ts';
import { isLoopback } from './options.ts';
import { isKey, type WorkspaceKey } from './workspace-key.ts';

/** What our own clients name beside their key, and what stands before the key; the relay answers with the first. */
export const linkProtocol = 'gendan';
export const keyPrefix = 'gendan.key.';

export type Access = { readonly kind: 'open' } | { readonly kind: 'key'; readonly key: WorkspaceKey };

/**
 * What becomes of a WebSocket upgrade. refuse: no socket at all, with an HTTP status.
 * close: the socket is taken and closed at once with a code, since a browser is told nothing of a refused upgrade
 * and a stock client would try for ever.
 */
export type Decision =
  | { readonly kind: 'stock'; readonly document: DocumentName }
  | { readonly kind: 'link'; readonly workspace: WorkspaceId }
  | { readonly kind: 'close'; readonly code: CloseCode; readonly reason: string }
  | { readonly kind: 'refuse'; readonly status: 403 | 404 | 429 };

type Request = Pick<IncomingMessage, 'url' | 'headers'>;

/** Pure: path, Origin, Host and subprotocols decide. */
export function decideUpgrade(request: Request, access: Access): Decision {
  const { host, origin } = request.headers;
  // A missing Origin is no browser; a present one must be the relay's own (W6).
  if (origin !== undefined && !isOwn(origin, host ?? '')) return { kind: 'refuse', status: 403 };
  // Without a key a name that someone pointed at this machine would pass for it.
  if (access.kind === 'open' && !isLoopback((host ?? '').replace(/:\d+$/, ''))) {
    return { kind: 'refuse', status: 403 };
  }

  const [path = ''] = (request.url ?? '').split('?');
  const [, door, ...rest] = path.split('/');
  if (door !== 'sync' && door !== 'link') return { kind: 'refuse', status: 404 };
  if (access.kind === 'key' && !offersKey(request, access.key)) {
    return { kind: 'close', code: closeCode.unauthorized, reason: 'the workspace key is missing or wrong' };
  }
  const name = decode(rest.join('/'));
  if (door === 'sync') {
    const document = asDocumentName(name);
    return document ? { kind: 'stock', document } : badName;
  }
  const workspace = parseWorkspace(name);
  return workspace ? { kind: 'link', workspace } : badName;
}

/** By host and port alone: a proxy before the relay may speak https where the relay does not. */
function isOwn(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

const badName: Decision = { kind: 'close', code: closeCode.badName, reason: 'not a document name' };

function offersKey({ headers }: Request, key: WorkspaceKey): boolean {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((text) => text.trim());
  return offered.some((text) => text.startsWith(keyPrefix) && isKey(key, text.slice(keyPrefix.length)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
