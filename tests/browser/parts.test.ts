import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, sitDown, type Person } from './app-pages.ts';

/** The app is fetched in parts: what happens when one of them does not come. */
let relay: RelayProcess;
let person: Person;

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
});
afterEach(() => person.close());
afterAll(cleanUp);

/** Somebody whose browser has kept nothing of the app, and gets none of the files of this name. */
async function sitDownWithout(...parts: readonly string[]): Promise<void> {
  person = await sitDown('about:blank', { name: '跟单甲', serviceWorkers: 'block' });
  const { page } = person;
  for (const part of parts) await page.route(`**/assets/${part}-*.js`, (route) => route.abort());
  await page.goto(relay.address);
}

test('a page that cannot be fetched says so, and opens by itself once it has come', async () => {
  await sitDownWithout('OrderPanel');
  const { page } = person;
  await card(page, 'order_so26008').waitFor();
  // Nobody has asked for it yet: nothing to say.
  await card(page, 'order_so26008').and(page.locator('[draggable="true"]')).waitFor();
  expect(await page.getByRole('button', { name: '再取一次' }).count()).toBe(0);
  await card(page, 'order_so26008').click();
  await page.getByRole('alert').getByText('程序有一部分没取到').waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: '再取一次' }).click();
  await page.locator('.panel .facts').first().waitFor();
  await page.getByText('程序有一部分没取到').waitFor({ state: 'detached' });
});

test('the question for a name does not cover that a part is missing', async () => {
  await sitDownWithout('OrderPanel');
  const { page } = person;
  const asked = page.locator('[popover]:popover-open');
  await asked.getByRole('heading', { name: '你是谁？' }).waitFor();
  // By the keyboard, which leaves the question open.
  await card(page, 'order_so26008').focus();
  await page.keyboard.press('Enter');
  const told = page.getByRole('alert');
  await told.getByText('程序有一部分没取到').waitFor();
  await expect
    .poll(async () => {
      const [above, below] = await Promise.all([told.boundingBox(), asked.boundingBox()]);
      return above && below ? below.y - (above.y + above.height) : null;
    })
    .toBeGreaterThanOrEqual(0);
});

test('an order asked for while the writing part is missing is made when it comes', async () => {
  await sitDownWithout('yjs', 'open-documents');
  const { page } = person;
  await card(page, 'order_so26008').waitFor();
  await page.getByRole('button', { name: '新订单' }).click();
  await page.getByRole('alert').getByText('程序有一部分没取到').waitFor();
  // It is tried again every few seconds, without a press of the button.
  await page.unrouteAll();
  await page.locator('.panel .facts').first().waitFor();
  await page.locator('[data-status="team"]').first().waitFor();
});

test('the other language is spoken from the moment its words are here', async () => {
  await sitDownWithout('en');
  const { page } = person;
  // Whoever comes for the first time is asked for a name, over whatever else is there.
  await page.getByRole('heading', { name: '你是谁？' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: '你是谁？' }).waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: '设置' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('alert').getByText('程序有一部分没取到').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('设置');
  await page.unrouteAll();
  await page.getByRole('button', { name: '再取一次' }).click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
});
