import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadReference } from '../../shared/knowledge/load.ts';
import { failed, outputOf, type Output } from '../device/reply.ts';
import { quoted } from '../device/quoted.ts';
import { creditKinds } from './credit-kinds.ts';
import { bookingKinds } from './booking-kinds.ts';
import { judge } from './judge.ts';
import type { Kind } from './kind.ts';
import { loadKinds } from './load-kinds.ts';
import { moneyKinds } from './money-kinds.ts';
import { report } from './report.ts';
import { readVectorFile } from './vector-file.ts';

/** Every kind of case that has a rule. */
export async function allKinds(): Promise<Readonly<Record<string, Kind>>> {
  return { ...moneyKinds, ...creditKinds, ...bookingKinds, ...loadKinds(await loadReference()) };
}

/** `gendan vectors FILE`: one line a case on stdout; exit code 1 where one differs or the file cannot be read. */
export async function runVectors(args: readonly string[], cwd: string): Promise<Output> {
  const [file, ...rest] = args;
  if (file === undefined || file === '' || rest.length > 0)
    return outputOf(failed('it is called as: gendan vectors FILE'), false);
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch {
    return outputOf(failed(`${quoted(file)} cannot be read`), false);
  }
  const vectors = readVectorFile(text);
  if (!vectors.ok) return outputOf(failed(`${quoted(file)}: ${vectors.error}`), false);
  const judged = judge(vectors.value, await allKinds());
  const differs = judged.some(({ verdict }) => verdict.kind === 'differs' || verdict.kind === 'no_case');
  return { stdout: report(judged), stderr: '', code: differs ? 1 : 0 };
}
