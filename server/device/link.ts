import { parseWorkspace, type WorkspaceId } from '../../shared/sync/document-name.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';

/** Where a device's workspace is kept: what the address that start prints says. */
export interface JoinLink {
  /** `http://127.0.0.1:4600` */
  readonly origin: string;
  readonly workspace: WorkspaceId;
  /** null for a relay that asks for none. Never shown (W6). */
  readonly key: string | null;
}

const keyPattern = /^[A-Za-z0-9_-]{1,200}$/;

/** Reads an address as start prints it, or as a browser shows it: `http://127.0.0.1:4600/team#key=…`. */
export function parseLink(text: string): Result<JoinLink, string> {
  const url = URL.parse(text);
  // The address may carry a key, so no message repeats it.
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return failure('--join takes the address that start prints, such as http://127.0.0.1:4600/team#key=…');
  const workspace = parseWorkspace(url.pathname.split('/')[1] ?? '');
  if (!workspace) return failure('the address of --join names no workspace; it ends with one, such as /team');
  const key = new URLSearchParams(url.hash.slice(1)).get('key');
  if (key === null ? url.hash.length > 1 : !keyPattern.test(key))
    return failure('the key behind the # of --join is not whole; copy the address once more');
  return success({ origin: url.origin, workspace, key });
}
