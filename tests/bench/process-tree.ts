import { readdirSync, readFileSync } from 'node:fs';

/** Seconds of CPU that the processes below this one whose command names `what` have used; NaN where the system does not say. */
export function cpuBelow(what: string): number {
  try {
    const parents = new Map<number, number>();
    for (const name of readdirSync('/proc')) {
      const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1];
      if (parent !== undefined) parents.set(Number(name), Number(parent));
    }
    const below = (pid: number): boolean => {
      const parent = parents.get(pid);
      return parent !== undefined && (parent === process.pid || below(parent));
    };
    let nanoseconds = 0;
    for (const pid of parents.keys())
      if (below(pid) && read(`/proc/${pid}/cmdline`).includes(what))
        for (const task of readdirSync(`/proc/${pid}/task`))
          nanoseconds += Number(read(`/proc/${pid}/task/${task}/schedstat`).split(' ')[0]);
    return nanoseconds / 1e9;
  } catch {
    return NaN;
  }
}

/** Empty for what is gone, or nobody's to read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
