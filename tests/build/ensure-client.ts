import { ensureClient } from '../../server/build.ts';

/** Vitest calls this once before the projects that look at the built client. */
export async function setup(): Promise<void> {
  await ensureClient();
}
