import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { parseWorkspace } from '../shared/sync/document-name.ts';
import type { ClientFile, ClientFiles } from './client-files.ts';
import { setSecurityHeaders } from './security-headers.ts';

interface Options {
  /** Requests for the app wait until it is built. */
  readonly client: Promise<ClientFiles>;
  /** Whether the store takes updates. */
  readonly isHealthy: () => boolean;
}

/** Answers everything that is no WebSocket: the built client, its addresses, and `/healthz`. */
export function servePages({ client, isHealthy }: Options): RequestListener {
  return (request, response) => {
    setSecurityHeaders(request, response);
    const [path = '/'] = (request.url ?? '/').split('?');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      say(response, 405, 'Only to be read.');
    } else if (path === '/healthz') {
      sayHealth(response, isHealthy());
    } else if (/^\/(sync|link)(\/|$)/.test(path)) {
      response.setHeader('Upgrade', 'websocket');
      say(response, 426, 'This address speaks WebSocket.');
    } else {
      void client.then((files) => sendPage(request, response, files, path));
    }
  };
}

async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  files: ClientFiles,
  path: string,
): Promise<void> {
  const file = files.get(isAppPath(path) ? '/index.html' : path);
  if (file) await send(request, response, file);
  else if (files.size === 0) say(response, 503, 'The app is not built.');
  else say(response, 404, 'Nothing here.');
}

/** `/` and whatever begins with a workspace and names no file: the app finds its way from there. */
function isAppPath(path: string): boolean {
  const [, first = ''] = path.split('/');
  return !path.includes('.') && (path === '/' || parseWorkspace(first) !== null);
}

async function send(request: IncomingMessage, response: ServerResponse, file: ClientFile): Promise<void> {
  response.setHeader('Cache-Control', file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  response.setHeader('ETag', file.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const zipped = takesGzip ? await file.zipped() : null;
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  const body = zipped ?? file.body;
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': body.byteLength }).end(body);
}

function sayHealth(response: ServerResponse, healthy: boolean): void {
  response.writeHead(healthy ? 200 : 503, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  });
  response.end(`${JSON.stringify({ status: healthy ? 'ok' : 'the store does not take updates' })}\n`);
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
