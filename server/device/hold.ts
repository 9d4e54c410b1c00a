import { setTimeout } from 'node:timers/promises';
import { tryDataFolder, type DataFolder } from '../data-folder.ts';
import { bring, isHosted, type Errand } from './neighbour.ts';
import type { Output } from './reply.ts';

/** So long a command waits for another one on its folder; only `watch` and a first sync take longer. */
const usualPatience = 30_000;
const askEvery = 50;

export type Hold =
  | { readonly kind: 'held'; readonly folder: DataFolder }
  /** Whoever holds the folder did it for us. */
  | { readonly kind: 'answered'; readonly output: Output }
  | { readonly kind: 'busy'; readonly message: string };

/** Takes a device's folder (H11); with an errand, it is brought to a `watch` that has the folder. */
export async function holdFolder(
  dir: string,
  errand: Errand | null,
  patience = usualPatience,
): Promise<Hold> {
  const until = performance.now() + patience;
  for (;;) {
    const folder = tryDataFolder(dir, '--dir');
    if (folder !== 'in use') return { kind: 'held', folder };
    const outcome = errand ? await bring(dir, errand) : null;
    switch (outcome?.kind) {
      case 'answered':
        return outcome;
      case 'lost':
        return {
          kind: 'busy',
          message: `the command that watches ${dir} ended without an answer; look whether it was done`,
        };
      case 'nobody':
      case undefined:
        break;
    }
    if (performance.now() > until) return { kind: 'busy', message: await whoUses(dir) };
    await setTimeout(askEvery);
  }
}

async function whoUses(dir: string): Promise<string> {
  return (await isHosted(dir)) ? `a watch has ${dir}; end it first` : `another command is using ${dir}`;
}
