import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { fold } from '../../shared/model/fold.ts';
import type { Path } from '../../shared/model/facts.ts';
import { readRecords } from '../../shared/model/read.ts';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, column, dragToStage, sitDown, type Person } from './app-pages.ts';

/** Two people and a third who looks on, a computer each, one relay: the main job from end to end. */
let relay: RelayProcess;
/** The third has only looked at the board before the network goes. */
let people: readonly [Person, Person, Person];

beforeEach(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  people = [
    await sitDown(relay.address, { name: '跟单甲' }),
    await sitDown(relay.address, { name: '跟单乙' }),
    await sitDown(relay.address, { name: '跟单丙' }),
  ];
});

afterEach(async () => {
  for (const person of people) await person.close();
  await cleanUp();
});

test('two people follow orders together, lose the relay, go on, reload, and lose nothing', async () => {
  const [a, b, c] = people;
  const writers = [a, b];
  for (const { page } of people)
    await page.waitForFunction(() => document.querySelectorAll('[data-order]').length === 40);

  // A drags a card; B sees it.
  await dragToStage(a.page, 'order_so26008', 'deposit_received');
  const dropped = Date.now();
  await column(b.page, 'deposit_received').locator('[data-order="order_so26008"]').waitFor();
  const elapsed = Date.now() - dropped;
  process.stdout.write(`B saw the card after ${String(elapsed)} ms\n`);
  expect(elapsed).toBeLessThan(1_000);

  // Both type in the same customer's note.
  for (const { page } of writers)
    await page.goto(new URL('/sample/customers/customer_c01', relay.origin).href);
  for (const person of writers) await writeNote(person);
  for (const { page } of writers) await seesNote(page, writers);
  for (const { page } of people) await saved(page);
  // The app is kept for later without a network.
  for (const { page } of people) await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

  await relay.stop('SIGKILL');
  for (const { context } of people) await context.setOffline(true);

  // Each changes an order of her own, and both change the same one.
  await setField(a.page, 'order_so26014', '箱数', '2,381');
  await setField(b.page, 'order_so26015', '箱数', '1121');
  await setField(a.page, 'order_so26022', '箱数', '2190');
  await setField(b.page, 'order_so26022', '箱数', '2210');

  // The third opens a note for the first time: the editor is not in what a page loads first.
  await c.page.goto(new URL('/sample/customers/customer_c01', relay.origin).href);
  await seesNote(c.page, writers);
  await writeNote(c);

  // Both reload: the app opens with no relay.
  for (const { page } of writers) {
    await page.goto(new URL('/sample/orders', relay.origin).href);
    await page.reload();
  }
  await card(a.page, 'order_so26014').locator('.nums').getByText('2,381').waitFor();
  await card(b.page, 'order_so26015').locator('.nums').getByText('1,121').waitFor();
  await card(a.page, 'order_so26022').locator('.nums').getByText('2,190').waitFor();
  await card(b.page, 'order_so26022').locator('.nums').getByText('2,210').waitFor();
  for (const { page } of people) await page.getByText('起离线，改动都在本机').waitFor();

  relay = await relay.restart();
  for (const { context } of people) await context.setOffline(false);
  for (const { page } of writers) {
    await card(page, 'order_so26014').locator('.nums').getByText('2,381').waitFor();
    await card(page, 'order_so26015').locator('.nums').getByText('1,121').waitFor();
    // Neither number is lost: both stand until somebody settles it.
    for (const number of ['2,190', '2,210']) await card(page, 'order_so26022').getByText(number).waitFor();
    await column(page, 'deposit_received').locator('[data-order="order_so26008"]').waitFor();
    await saved(page);
  }
  await saved(c.page);
  for (const { page } of writers) {
    await page.goto(new URL('/sample/customers/customer_c01', relay.origin).href);
    await seesNote(page, people);
  }

  await relay.stop();
  expect(stored('board/order_so26008', 'stage')).toEqual(['deposit_received']);
  expect(stored('board/order_so26014', 'cartons')).toEqual(['2381']);
  expect(stored('board/order_so26015', 'cartons')).toEqual(['1121']);
  expect([...stored('board/order_so26022', 'cartons')].sort()).toEqual(['2190', '2210']);
  const note = documentOf('customers/customer_c01', 'note').getXmlFragment('default').toJSON();
  for (const { name } of people) expect(note).toContain(`${name}写的话`);
});

async function writeNote({ page, name }: Person): Promise<void> {
  const note = page.locator('.ProseMirror');
  await note.click();
  await note.pressSequentially(`${name}写的话 `, { delay: 5 });
}

async function seesNote(page: Person['page'], authors: readonly Person[]): Promise<void> {
  for (const { name } of authors) await page.locator('.ProseMirror', { hasText: `${name}写的话` }).waitFor();
}

async function saved(page: Person['page']): Promise<void> {
  await page.locator('.statusline, .link').getByText('团队已保存').first().waitFor();
}

async function setField(page: Person['page'], order: string, label: string, value: string): Promise<void> {
  await page.goto(new URL(`/sample/orders/${order}`, relay.origin).href);
  const field = page.getByLabel(label, { exact: true }).first();
  await field.fill(value);
  await field.press('Enter');
  // What the status line says is what counts: nothing of this tab is unsaved.
  await page.getByText('起离线，改动都在本机').waitFor();
}

/** What the relay's own file holds at a path, read without the relay. */
function stored(entity: string, path: string): readonly unknown[] {
  const facts = fold(readRecords(documentOf(entity, 'facts')), 'order');
  return facts.paths.get(path as Path)?.heads.map((head) => head.value) ?? [];
}

function documentOf(entity: string, part: string): Y.Doc {
  const database = new DatabaseSync(join(relay.data, 'gendan.db'), { readOnly: true });
  const rows = database
    .prepare(
      'SELECT bytes FROM updates JOIN documents ON documents.id = updates.document WHERE name = ? ORDER BY sequence',
    )
    .all(`sample/${entity}/${part}`);
  database.close();
  const doc = new Y.Doc();
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes as Uint8Array);
  return doc;
}
