import { networkInterfaces } from 'node:os';
import type { AddressInfo } from 'node:net';
import type { Options } from './options.ts';
import type { Access } from './upgrade.ts';

/** The addresses to open, most useful first. The key stands after the `#`, so no request carries it (W6). */
export function addresses(options: Options, { port }: AddressInfo, access: Access): readonly string[] {
  const scheme = options.tls ? 'https' : 'http';
  const workspace = options.sample ? 'sample' : 'team';
  const fragment = access.kind === 'key' ? `#key=${access.key}` : '';
  return hosts(options.host).map((host) => `${scheme}://${host}:${port}/${workspace}${fragment}`);
}

function hosts(host: string): readonly string[] {
  if (host === '0.0.0.0' || host === '::') {
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    return ['127.0.0.1', ...outside];
  }
  return [host.includes(':') && !host.startsWith('[') ? `[${host}]` : host];
}
