import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { fill, sitDown, sitTogether, type Person } from './app-pages.ts';

/** Two people at the sample board: what the checks say of an order, as it is typed. */
let relay: RelayProcess;
let a: Person;
let b: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  [a, b] = await sitTogether(relay.address, errors);
});

afterAll(async () => {
  for (const person of [a, b]) await person.close();
  await cleanUp();
});

async function open({ page }: Person, order: string): Promise<void> {
  await page.goto(new URL(`/sample/orders/${order}`, relay.origin).href);
  await page.locator('.panel .facts').first().waitFor();
}
const found = ({ page }: Person, code: string) => page.locator(`.panel [data-finding="${code}"]`);

test('a set point with the wrong sign is told under its container, with why, and is put right with one press', async () => {
  await open(a, 'order_so26022');
  await found(a, 'incoterm_in_containers').waitFor();
  expect(await a.page.locator('.panel .finding.e').count()).toBe(0);
  await open(a, 'order_so26008');
  await found(a, 'incoterm_in_containers').waitFor();
  await fill(a.page, '设定温度 1', '18');
  const said = found(a, 'set_point_out_of_range');
  await said.locator('.why a').waitFor();
  expect(await said.getAttribute('class')).toContain('e');
  expect(
    await said.evaluate((line) =>
      line.closest('table')?.contains(document.querySelector('[data-path$="/set_point"]')),
    ),
  ).toBe(true);
  await fill(a.page, '设定温度 1', '0');
  await said.waitFor({ state: 'detached' });
});

test('a finding is accepted with a reason, by name, for everybody; taken back, or about another value, it stands again', async () => {
  for (const person of [a, b]) await open(person, 'order_so26024');
  const said = found(a, 'booking_set_point_sign');
  await said.getByRole('button', { name: '接受并写明原因' }).click();
  await said.getByLabel('为什么可以这样').fill('船公司电话确认过是 -3');
  await a.page.keyboard.press('Enter');
  const there = found(b, 'booking_set_point_sign');
  await there.getByText(/跟单甲接受：船公司电话确认过是 -3/).waitFor();
  expect(await there.getAttribute('class')).not.toContain(' e');
  await there.getByRole('button', { name: '不再接受' }).click();
  await said.getByRole('button', { name: '接受并写明原因' }).waitFor();
  expect(await said.getAttribute('class')).toContain('e');
});

test('what is found in a folded section is told at another of its fields, or above', async () => {
  await open(b, 'order_so26024');
  const said = found(b, 'booking_set_point_sign');
  const fold = b.page.locator('.panel').getByRole('button', { name: '订舱确认', exact: true });
  const inBooking = () =>
    said.evaluate((line) => line.closest('.section')?.querySelector('h3')?.textContent.trim() === '订舱确认');
  await said.waitFor();
  expect(await inBooking()).toBe(true);
  await fold.click();
  await expect.poll(inBooking).toBe(false);
  await said.waitFor();
  await fold.click();
  await expect.poll(inBooking).toBe(true);
});

test('beside an open order, offline and in English, nothing in the bar lies on another or out of sight', async () => {
  const c = await sitDown(relay.address, { name: 'Ann', locale: 'en-GB' });
  try {
    await c.page.locator('[data-status="team"]').first().waitFor();
    await open(c, 'order_so26008');
    const cartons = c.page.locator('.panel [data-path="cartons"] input');
    await cartons.fill('1,119');
    await cartons.press('Enter');
    await c.page.locator('.undo button:enabled').first().waitFor();
    await c.context.setOffline(true);
    await relay.stop();
    await c.page.locator('.bar [data-status="offline"]').waitFor();
    const places = () =>
      c.page
        .locator('.bar')
        .first()
        .evaluate((bar) => {
          const shown = [...bar.children].filter((one) => one.getBoundingClientRect().width > 0);
          const boxes = shown.map((one) => one.getBoundingClientRect());
          const inner = shown.map((one) => one.scrollWidth <= one.clientWidth + 1 || one.clientWidth === 0);
          return {
            apart: boxes.every((box, at) => box.left >= (boxes[at - 1]?.right ?? 0) - 0.5),
            inSight: boxes.every(({ right }) => right <= window.innerWidth),
            title: inner[0],
          };
        });
    expect(await places()).toEqual({ apart: true, inSight: true, title: true });
  } finally {
    await c.close();
  }
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
