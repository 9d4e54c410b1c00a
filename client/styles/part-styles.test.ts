import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const client = join(import.meta.dirname, '..');
/** Fetched with a part of the app, and there to stay: what they say holds on every view from then on. */
const ofParts = [
  'styles/dates.css',
  'styles/palette.css',
  'styles/learnt.css',
  'styles/knowledge.css',
  'styles/know-card.css',
  'styles/paper.css',
  'views/table/table.css',
  'views/plan/plan.css',
  'views/booking-read.css',
  'editor/note.css',
] as const;
const sheets = [
  ...readdirSync(join(client, 'styles'))
    .filter((name) => name.endsWith('.css'))
    .map((name) => `styles/${name}`),
  'views/table/table.css',
  'views/plan/plan.css',
  'views/booking-read.css',
  'editor/note.css',
];
/** The note stands in pages and panels, and its own sheet says how it is written in. */
const shared = new Set(['note']);

function selectorsIn(sheet: string): readonly string[] {
  const text = readFileSync(join(client, sheet), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return [...text.matchAll(/([^{}]+)\{/g)]
    .map(([, selectors = '']) => selectors.trim())
    .filter((selectors) => !selectors.startsWith('@'))
    .flatMap((selectors) => selectors.split(/,(?![^()]*\))/))
    .map((selector) => selector.trim());
}

/** Classes that a sheet styles wherever they stand: the first of a selector, with no other beside it. */
function everywhere(sheet: string): ReadonlySet<string> {
  return new Set(
    selectorsIn(sheet).flatMap((selector) => {
      const [, name, rest = ''] = /^\.([\w-]+)(\S*)/.exec(selector) ?? [];
      return name === undefined || /^\.|:has/.test(rest) ? [] : [name];
    }),
  );
}

test.each(ofParts)('%s styles no class that another sheet knows', (sheet) => {
  const known = new Set(
    sheets
      .filter((other) => other !== sheet)
      .flatMap(selectorsIn)
      .flatMap((selector) => [...selector.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name)),
  );
  const own = [...everywhere(sheet)].filter((name) => !shared.has(name) && name !== 'phone');
  expect(own.filter((name) => known.has(name))).toEqual([]);
});
