import type { Page } from 'playwright-core';

/** Screens that every view is pictured on. */
export const pictureSizes = {
  wide: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
export type PictureSize = keyof typeof pictureSizes;

/** A view or a state of one, and how a page gets there. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  /** Something that stands there when the view is complete. */
  readonly ready: string;
  /** Only on this screen; both when left out. */
  readonly size?: PictureSize;
  readonly prepare?: (page: Page, size: PictureSize) => Promise<void>;
  /** Lets go of what `prepare` holds. */
  readonly after?: (page: Page) => Promise<void>;
}

const orders = '/sample/orders';
/** On a wide screen, and on a phone. */
const tableRow = '.table-grid [data-id], .table-list [data-row]';
const openPopover = '[popover]:popover-open';

/** Every view with a team that is there. */
export const views: readonly Shot[] = [
  { name: 'today', path: '/sample/today', ready: '.todo li' },
  { name: 'board', path: orders, ready: '.card', prepare: toInstruction },
  { name: 'board-lanes', path: `${orders}?lane=owner`, ready: '.lane-head' },
  { name: 'board-month', path: `${orders}?group=month`, ready: '.card' },
  { name: 'board-found', path: `${orders}?q=garlic`, ready: '.card' },
  { name: 'board-none', path: `${orders}?q=SO-99999`, ready: '.welcome .state' },
  {
    name: 'board-dragged',
    path: orders,
    ready: '.card[draggable="true"]',
    size: 'wide',
    prepare: dragging,
    after: dropped,
  },
  { name: 'filter', path: orders, ready: '.card', prepare: (page) => press(page, '.filter', '.shape') },
  {
    name: 'views',
    path: orders,
    ready: '.card',
    prepare: (page) => press(page, '.title-menu button', '.views .acts'),
  },
  { name: 'people', path: orders, ready: '.card', prepare: (page) => press(page, 'button.stack', '.person') },
  { name: 'saving', path: orders, ready: '.card', prepare: (page) => press(page, 'button.link', '.row') },
  { name: 'inbox', path: orders, ready: '.card', prepare: (page) => press(page, '.inbox', '.menu a') },
  { name: 'table', path: `${orders}?as=table`, ready: tableRow },
  { name: 'table-sections', path: `${orders}?as=table&group=stage`, ready: tableRow },
  {
    name: 'table-chosen',
    path: `${orders}?as=table`,
    ready: tableRow,
    size: 'wide',
    prepare: chooseThree,
  },
  { name: 'calendar', path: `${orders}?as=calendar`, ready: '[data-plate]' },
  { name: 'timeline', path: `${orders}?as=timeline`, ready: '.path' },
  { name: 'figures', path: '/sample/figures', ready: '.figures canvas' },
  { name: 'order', path: `${orders}/order_so26017`, ready: '.settle', prepare: noteReady },
  { name: 'order-below', path: `${orders}/order_so26017`, ready: '.settle', prepare: toTheEnd },
  { name: 'order-booked', path: `${orders}/order_so26024`, ready: '.facts', prepare: noteReady },
  { name: 'order-history', path: `${orders}/order_so26024`, ready: '.facts', prepare: openHistory },
  { name: 'order-missing', path: `${orders}/order_nowhere`, ready: '.panel .state' },
  { name: 'customers', path: '/sample/customers', ready: '.list-table td' },
  { name: 'customer', path: '/sample/customers/customer_c01', ready: '.habits li', prepare: noteReady },
  { name: 'products', path: '/sample/products', ready: '.list-table td' },
  { name: 'product', path: '/sample/products/product_p05', ready: '.sayings .src', prepare: noteReady },
  { name: 'settings', path: '/sample/settings', ready: '.settings' },
  { name: 'palette', path: orders, ready: '.card', prepare: (page) => type(page, 'qasr', '.row') },
  {
    name: 'capture',
    path: orders,
    ready: '.card',
    prepare: (page) => type(page, 'Qasr 普白 5.0-5.5 网袋 2x40RH FOB 12/20 船', '.chip'),
  },
  { name: 'shortcuts', path: orders, ready: '.card', prepare: openKeys },
  { name: 'empty', path: '/team/orders', ready: '.welcome' },
  { name: 'empty-today', path: '/team/today', ready: '.state' },
  { name: 'empty-customers', path: '/team/customers', ready: '.state' },
];

/** What the sample has none of, and a colleague brings about. */
export const afterwards: readonly Shot[] = [
  { name: 'board-limit', path: orders, ready: '.card', prepare: (page, size) => toStage(page, size, 0) },
  { name: 'order-newer', path: `${orders}/order_so26035`, ready: '.unreadable' },
  { name: 'archived', path: `${orders}?archived`, ready: '.archive .card' },
  { name: 'trash', path: `${orders}?trash`, ready: '.trash td' },
];

/** What stands there while the relay cannot be reached. */
export const offline: readonly Shot[] = [
  { name: 'offline', path: orders, ready: '.card', prepare: toInstruction },
  {
    name: 'offline-saving',
    path: orders,
    ready: '.card',
    prepare: (page) => press(page, 'button.link', '.row'),
  },
  { name: 'offline-order', path: `${orders}/order_so26024`, ready: '.facts' },
];

/** Who comes with a key that is not the team's. */
export const refused: Shot = {
  name: 'refused',
  path: `${orders}#key=${'x'.repeat(43)}`,
  ready: '.main .state',
};

/** A part of the app does not come. */
export const missing: Shot = { name: 'missing', path: `${orders}/order_so26008`, ready: '.banner' };

async function toInstruction(page: Page, size: PictureSize): Promise<void> {
  await toStage(page, size, size === 'wide' ? 4 : 7);
}

async function toStage(page: Page, size: PictureSize, index: number): Promise<void> {
  const stops = page.locator(size === 'wide' ? '.route button' : '.stages button');
  await stops.nth(index).click();
  const there = size === 'wide' ? '.route li.first' : '.stages button.on';
  await page.locator(`${there}:nth-child(${index + 1})`).waitFor();
}

async function noteReady(page: Page): Promise<void> {
  await page.locator('.note').first().waitFor();
}

async function toTheEnd(page: Page): Promise<void> {
  await noteReady(page);
  await page.locator('.panel .body').evaluate((body) => body.scrollTo(0, body.scrollHeight));
}

async function press(page: Page, button: string, shows: string): Promise<void> {
  await page.locator(button).first().click();
  await page.locator(`${openPopover} ${shows}`).first().waitFor();
}

async function openHistory(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^(改动记录|Changes)$/ })
    .first()
    .click();
  await page.locator('.history .by').first().waitFor();
}

async function type(page: Page, text: string, shows: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('dialog.palette').getByRole('combobox').fill(text);
  await page.locator(`dialog.palette ${shows}`).first().waitFor();
}

async function openKeys(page: Page): Promise<void> {
  await page.locator('body').press('?');
  await page.locator('#key-sheet').waitFor();
}

async function chooseThree(page: Page): Promise<void> {
  await page.locator('.table-grid [data-id] .check').nth(0).click();
  await page
    .locator('.table-grid [data-id] .check')
    .nth(2)
    .click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: /^(批量改|Edit selected)$/ }).click();
}

async function dragging(page: Page): Promise<void> {
  const box = await page.locator('.card').first().boundingBox();
  if (!box) throw new Error('no card is in view');
  await page.mouse.move(box.x + 60, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 28, { steps: 4 });
  await page.mouse.move(box.x + 330, box.y + 150, { steps: 8 });
  await page.locator('.card.lifted').waitFor();
}

async function dropped(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.mouse.up();
}
