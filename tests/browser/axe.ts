import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type Axe from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
/** The rules that look at colours: a page in its other theme differs in nothing else. */
const colours = ['color-contrast', 'link-in-text-block'];

let source: Promise<string> | null = null;

/**
 * What of a page as it stands breaks WCAG 2.2 AA, a line for each rule. `other theme`: it was looked at in one already.
 * `more`: tags of axe that are asked for besides.
 */
export async function violations(
  page: Page,
  {
    look = 'everything',
    within = 'html',
    more = [],
  }: { look?: 'everything' | 'other theme'; within?: string; more?: readonly string[] } = {},
): Promise<readonly string[]> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(await source);
  const runOnly =
    look === 'everything'
      ? { type: 'tag' as const, values: [...tags, ...more] }
      : { type: 'rule' as const, values: colours };
  return page.evaluate(
    async ([selector, only]) => {
      const { axe } = globalThis as unknown as { axe: typeof Axe };
      const found = await axe.run(selector, { runOnly: only });
      return found.violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html}`).join(', ')}`,
      );
    },
    [within, runOnly] as const,
  );
}

/** How much of a page is looked at in a theme: everything in the light one, which comes first. */
export function lookIn(theme: 'light' | 'dark'): 'everything' | 'other theme' {
  return theme === 'light' ? 'everything' : 'other theme';
}
