import { hashOf } from '../build-name.ts';

const makers = ['row-table', 'rows', 'entity', 'names'].map((name) => `server/device/${name}.ts`);

/** Names the code that makes rows: equal sources, equal rows. GENDAN_BUILD gives another name, as to a build. */
export function rowsVersion(): string {
  return process.env['GENDAN_BUILD'] ?? hashOf(['shared/model'], makers).slice(0, 12);
}
