import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArguments, findChromium } from '../run/chromium.ts';

/** A person at her own computer: a Chromium profile of her own, and the app in one tab of it. */
export interface Person {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

interface Seat {
  readonly name: string;
  readonly locale?: string;
  readonly width?: number;
  readonly height?: number;
  /** With a finger instead of a mouse. */
  readonly touch?: boolean;
  readonly serviceWorkers?: 'allow' | 'block';
}

/** Sits down and opens an address. Every error of the page fails the test that asks for `errors`. */
export async function sitDown(
  address: string,
  { name, locale = 'zh-CN', width = 1440, height = 900, touch = false, serviceWorkers = 'allow' }: Seat,
): Promise<Person> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium');
  const profile = mkdtempSync(join(tmpdir(), 'gendan-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...chromiumArguments],
    locale,
    viewport: { width, height },
    hasTouch: touch,
    serviceWorkers,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  return {
    name,
    context,
    page,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Two people with a browser each, who have said who they are. What a page of theirs throws goes to `errors`. */
export async function sitTogether(address: string, errors: string[]): Promise<readonly [Person, Person]> {
  const a = await sitDown(address, { name: '跟单甲' });
  const b = await sitDown(address, { name: '跟单乙' });
  for (const person of [a, b]) {
    person.page.on('pageerror', (error) => errors.push(error.message));
    await person.page.locator('[data-status="team"]').first().waitFor();
    await introduce(person);
  }
  return [a, b];
}

export function card(page: Page, entity: string) {
  return page.locator(`[data-order="${entity}"]`);
}

export function column(page: Page, stage: string) {
  return page.locator(`section[data-group="${stage}"]`);
}

/** Goes to the orders that are open, put away or deleted, in the menu of their title. */
export async function toShelf(page: Page, shelf: string): Promise<void> {
  await page.getByRole('button', { name: /^视图：/ }).click();
  await page.locator('.views').getByRole('link', { name: shelf }).click();
}

/** A field of a page, by its label. */
export function field(page: Page, label: string) {
  return page.getByLabel(label, { exact: true }).first();
}

/** What stands in a field, to be polled. */
export function valueOf(page: Page, label: string): () => Promise<string> {
  return () => field(page, label).inputValue();
}

export async function fill(page: Page, label: string, value: string): Promise<void> {
  await field(page, label).fill(value);
  await field(page, label).press('Enter');
}

/** Says who she is, in the popover that asks. */
export async function introduce({ page, name }: Person): Promise<void> {
  await page.getByPlaceholder('名字').fill(name);
  await page.getByRole('button', { name: '用这个名字' }).click();
}

/** Drags a card with the mouse onto another stage's column; both must be in view. */
export async function dragToStage(page: Page, entity: string, stage: string): Promise<void> {
  // Drag and drop comes after the first paint.
  await card(page, entity).and(page.locator('[draggable="true"]')).waitFor();
  const from = await card(page, entity).boundingBox();
  const to = await column(page, stage).boundingBox();
  if (!from || !to) throw new Error(`${entity} or ${stage} is not in view`);
  await page.mouse.move(from.x + from.width / 2, from.y + 20);
  await page.mouse.down();
  // The browser begins a drag after a few pixels, and a target counts after the pointer has moved on it.
  await page.mouse.move(from.x + from.width / 2 + 12, from.y + 26, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 8 });
  await page.mouse.move(to.x + to.width / 2, to.y + 64, { steps: 2 });
  await page.mouse.up();
}
