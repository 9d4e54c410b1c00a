import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandPart } from './parts.ts';

export interface Tally {
  passed: number;
  failed: number;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the commands of a part, all of them even when one fails, and counts the part as one. */
export async function runCommand(part: CommandPart): Promise<Tally> {
  headline(part.name);
  let failed = 0;
  for (const command of part.commands) {
    if ((await run(command)) !== 0) failed = 1;
  }
  return { passed: 1 - failed, failed };
}

/** Runs one command with its output passed on, the pinned Node and the tools of node_modules first on the path. */
export function run(command: readonly string[]): Promise<number> {
  const [program = '', ...words] = command;
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      },
    });
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

export function headline(name: string): void {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 76 - name.length))}`);
}
