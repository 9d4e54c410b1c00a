import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import sirv from 'sirv';

const appPath = /^\/($|[a-z0-9][a-z0-9-]{0,39}($|\/))/;

/** Serves the built client: hashed assets for ever, everything else only after asking, app paths as index.html. */
export function servePages(folder: string): RequestListener {
  const files = sirv(folder, {
    etag: true,
    dotfiles: false,
    setHeaders: (response, path) => {
      const hashed = path.startsWith('/assets/');
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response) => {
    setSecurity(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const [path = '/'] = (request.url ?? '/').split('?');
    if (path === '/healthz') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.end('{"status":"ok"}\n');
      return;
    }
    files(request, response, () => {
      if (!appPath.test(path) || path.startsWith('/assets/') || path.includes('.')) {
        response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Nothing here.\n');
        return;
      }
      request.url = '/';
      files(request, response, () => {
        response
          .writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' })
          .end('The app is not built.\n');
      });
    });
  };
}

function setSecurity(request: IncomingMessage, response: ServerResponse): void {
  const host = request.headers.host ?? '';
  const own = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${own}`,
    // The editor measures and places by style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  response.setHeader('Content-Security-Policy', policy.join('; '));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
}
