import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { card, field, fill, sitTogether, toShelf, valueOf, type Person } from './app-pages.ts';
import { lookIn, violations } from './axe.ts';

/** Two people, a profile each, at the sample board: what they can bring back, and what they leave to each other. */
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

async function open(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, relay.origin).href);
  await page.locator('[data-status="team"]').first().waitFor();
}

/** Opens an entity without leaving the page, as a click on a link does: what was done stays on the stack. */
async function turn(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

const outcome = (page: Page) => page.locator('.outcome');

test("[F6] undo takes back one's own steps over two orders and a note, in the order they were made", async () => {
  const { page } = a;
  await open(page, '/sample/orders/order_so26012');
  const etd = await valueOf(page, '船期')();
  await fill(page, '船期', '2026-12-31');
  await expect.poll(valueOf(page, '船期')).toBe('12月31日 周四');
  const note = page.locator('.ProseMirror');
  await note.click();
  await note.pressSequentially('等客户回话');
  await turn(page, '/sample/orders/order_so26014');
  await page.getByLabel('订单 SO-26014').waitFor();
  const cartons = await valueOf(page, '箱数')();
  await fill(page, '箱数', '2,381');
  await expect.poll(valueOf(page, '箱数')).toBe('2,381');

  const undo = () => page.getByRole('button', { name: /^撤销：/ });
  await undo()
    .and(page.getByRole('button', { name: '撤销：SO-26014 · 箱数改成 2,381' }))
    .waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(valueOf(page, '箱数')).toBe(cartons);
  await outcome(page).getByText('已撤销：SO-26014 · 箱数改成 2,381').waitFor();

  // The note of the order that is not shown any more, by the button.
  await undo()
    .and(page.getByRole('button', { name: '撤销：SO-26012 · 备注里写的' }))
    .click();
  await undo()
    .and(page.getByRole('button', { name: '撤销：SO-26012 · 船期改成 12月31日 周四' }))
    .waitFor();
  await turn(page, '/sample/orders/order_so26012');
  await page.getByLabel('订单 SO-26012').waitFor();
  await note.waitFor();
  expect(await note.textContent()).not.toContain('等客户回话');
  await undo().click();
  await expect.poll(valueOf(page, '船期')).toBe(etd);
  expect(await page.getByRole('button', { name: '没有可撤销的' }).isDisabled()).toBe(true);

  // And again, the note in the editor that shows it now.
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(valueOf(page, '船期')).toBe('12月31日 周四');
  await page.getByRole('button', { name: /^重做：SO-26012 · 备注/ }).click();
  await page.locator('.ProseMirror', { hasText: '等客户回话' }).waitFor();
  await page.getByRole('button', { name: /^重做：SO-26014/ }).click();
  await card(page, 'order_so26014').locator('.nums').getByText('2,381').waitFor();
});

test("[F6] undo leaves a colleague's change alone and says whose it is", async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26015');
  const before = await valueOf(a.page, '箱数')();
  await fill(a.page, '箱数', '1,121');
  await fill(a.page, '船期', '2026-12-30');
  await expect.poll(valueOf(b.page, '箱数')).toBe('1,121');
  await fill(b.page, '箱数', '1,130');
  await expect.poll(valueOf(a.page, '箱数')).toBe('1,130');
  await a.page.keyboard.press('Control+z');
  await outcome(a.page).getByText('已撤销').waitFor();
  await a.page.keyboard.press('Control+z');
  await outcome(a.page).getByText('箱数没动：跟单乙 后来改过。').waitFor();
  expect(await valueOf(a.page, '箱数')()).toBe('1,130');
  // Her own change she can take back, to what she found.
  await b.page.keyboard.press('Control+z');
  await expect.poll(valueOf(a.page, '箱数')).toBe('1,121');
  expect(before).not.toBe('1,121');
});

test('[F2] a choice leaves alone what came while it was made, and an archived order stays in the inbox', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26016');
  const customer = (page: Page) => page.locator('.panel h2 select');
  await customer(b.page).focus();
  const before = await customer(b.page).inputValue();
  const choices = await customer(b.page)
    .locator('option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  const [hers = '', his = ''] = choices.filter((one) => one !== '' && one !== before);
  await customer(a.page).selectOption(hers);
  await expect.poll(() => customer(b.page).inputValue()).toBe(hers);
  await customer(b.page).selectOption(his);
  for (const { page } of [a, b]) await page.locator('.settle').waitFor();

  await a.page.getByRole('button', { name: '更多' }).click();
  await a.page.getByRole('button', { name: '归档', exact: true }).click();
  await open(b.page, '/sample/orders');
  await card(b.page, 'order_so26016').waitFor({ state: 'detached' });
  await b.page.locator('.inbox').click();
  await b.page.locator('a[href="/sample/orders/order_so26016?archived"]').click();
  await b.page.locator('.settle .btn').first().click();
  await b.page.locator('.settle').waitFor({ state: 'detached' });
  await b.page.locator('.panel').getByRole('button', { name: '恢复' }).first().click();
});

test('[F6] text being typed has its own undo; a field that was only entered has not', async () => {
  const { page } = a;
  await open(page, '/sample/orders/order_so26016');
  const before = await valueOf(page, '箱数')();
  await fill(page, '箱数', '777');
  const etd = field(page, '船期');
  await etd.focus();
  await etd.pressSequentially('12月');
  await page.keyboard.press('Control+z');
  expect(await valueOf(page, '箱数')()).toBe('777');
  await page.keyboard.press('Escape');
  await etd.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(valueOf(page, '箱数')).toBe(before);
});

test('[F6] a new order that is taken back is put away, and comes back by redo', async () => {
  const { page } = a;
  await open(page, '/sample/orders');
  await page.locator('body').press('c');
  await page.locator('.panel h2 select').waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await card(page, id).waitFor();
  await page.keyboard.press('Control+z');
  await card(page, id).waitFor({ state: 'detached' });
  await page.locator('.panel').waitFor({ state: 'detached' });
  await toShelf(page, '回收站');
  await page.locator(`[data-trashed="${id}"]`).waitFor();
  await toShelf(page, '在跟');
  await page.getByRole('button', { name: '重做：恢复这一单' }).waitFor();
  await page.keyboard.press('Control+Shift+z');
  await card(page, id).click();
  await page.locator('.panel .facts').first().waitFor();
  expect(await page.locator('.panel .settle').count()).toBe(0);
  expect(await card(page, id).locator('.flag').count()).toBe(0);
});

test('[F3] nothing is undone, gone back to or copied in an order that is in the trash', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26020');
  const { page } = a;
  await page.locator('.ProseMirror[contenteditable="true"]').click();
  await page.locator('.ProseMirror').pressSequentially('先别动');
  await fill(page, '箱数', '911');
  await expect.poll(valueOf(b.page, '箱数')).toBe('911');
  await b.page.getByRole('button', { name: '更多' }).click();
  await b.page.locator('[popover]:popover-open').getByRole('button', { name: '删除', exact: true }).click();
  await b.page.locator('[popover]:popover-open .ask').getByRole('button', { name: '删除' }).click();
  await page.locator('.panel').getByText('在回收站里，恢复后才能改').waitFor();

  await page.getByRole('button', { name: '更多' }).click();
  expect(await page.getByRole('button', { name: '复制成新单' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '改动记录' }).click();
  await page.locator('.history .by').first().waitFor();
  expect(
    await page
      .locator('.history')
      .getByRole('button', { name: /用回|回到|放回/ })
      .count(),
  ).toBe(0);
  await page.keyboard.press('Escape');
  await page.locator('.ProseMirror[contenteditable="false"]').waitFor();
  await page.getByRole('button', { name: '版本' }).click();
  expect(await page.getByRole('button', { name: '留下这一版' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');

  for (const _step of ['箱数', '备注']) {
    await page.locator('body').press('Control+z');
    await outcome(page).getByText('这一单没动：在回收站里').waitFor();
    await outcome(page).getByRole('button', { name: '关闭' }).click();
  }
  await page.locator('.panel').getByRole('button', { name: '恢复' }).first().click();
  await page.locator('.ProseMirror[contenteditable="true"]', { hasText: '先别动' }).waitFor();
  expect(await valueOf(page, '箱数')()).toBe('911');
});

test('[F6] the history says who, when, on which device and whether offline, and gives a value back', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26018');
  const before = await valueOf(a.page, '箱数')();
  await a.context.setOffline(true);
  await relay.stop();
  await a.page.getByText('起离线，改动都在本机').first().waitFor();
  await fill(a.page, '箱数', '901');
  relay = await relay.restart();
  await a.context.setOffline(false);
  await expect.poll(valueOf(b.page, '箱数'), { timeout: 30_000 }).toBe('901');

  // From the field itself, by the keyboard alone.
  await field(b.page, '箱数').focus();
  await b.page.keyboard.press('Alt+h');
  const past = b.page.getByRole('dialog', { name: '箱数：以前的值' });
  await past.locator('.by').first().getByText('跟单甲').waitFor();
  await past.getByText('离线时改，后来传到').waitFor();
  await past.getByText(/设备 [a-z0-9]{4}/).waitFor();
  await past.getByRole('button', { name: `箱数用回 ${before}` }).waitFor();
  await b.page.keyboard.press('Enter');
  await expect.poll(valueOf(a.page, '箱数')).toBe(before);
  await b.page.keyboard.press('Escape');
  await past.waitFor({ state: 'detached' });
  await expect
    .poll(() => b.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('箱数');
  // What one takes back here is a change like any other.
  await b.page.keyboard.press('Control+z');
  await expect.poll(valueOf(a.page, '箱数')).toBe('901');
});

test('[F6] the whole order goes back to a moment, both documents, and only after it has been shown', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/orders/order_so26019');
  const [cartons, payment] = [await valueOf(a.page, '箱数')(), await valueOf(a.page, '付款')()];
  const lines = (page: Page) => page.locator('.panel table').first().locator('tbody tr[data-item]');
  const count = await lines(a.page).count();
  await fill(b.page, '箱数', '1,700');
  await fill(b.page, '付款', '100 % T/T');
  await b.page.getByRole('button', { name: '加一行' }).click();
  await expect.poll(() => lines(a.page).count()).toBe(count + 1);
  await a.page.locator('.panel').getByRole('button', { name: '删除 1' }).first().click();
  await expect.poll(() => lines(b.page).count()).toBe(count);

  await a.page.getByRole('button', { name: '改动记录' }).click();
  await a.page
    .getByRole('button', { name: /^回到 / })
    .last()
    .click();
  const then = a.page.locator('.then');
  await then.getByText(`1,700`).waitFor();
  await then.getByText('放回来').waitFor();
  await then.getByText('去掉').waitFor();
  expect(await valueOf(a.page, '箱数')()).toBe('1,700');
  await a.page.getByRole('button', { name: /^改回 \d+ 处$/ }).click();
  for (const { page } of [a, b]) {
    await expect.poll(valueOf(page, '箱数')).toBe(cartons);
    await expect.poll(valueOf(page, '付款')).toBe(payment);
    await expect.poll(() => lines(page).count()).toBe(count);
  }
  // One step, taken back as one.
  await a.page.keyboard.press('Escape');
  await a.page.keyboard.press('Control+z');
  await expect.poll(valueOf(b.page, '箱数')).toBe('1,700');
  await expect.poll(valueOf(b.page, '付款')).toBe('100 % T/T');
});

test('a copy has a history of its own, names its origin, and brings no dates along', async () => {
  await open(a.page, '/sample/orders/order_so26024');
  const buyer = () => a.page.locator('.panel h2 select').inputValue();
  // Her name comes with the customers.
  await expect.poll(buyer).not.toBe('');
  const customer = await buyer();
  await a.page.locator('.panel').getByRole('button', { name: '更多' }).click();
  await a.page.getByRole('button', { name: '复制成新单' }).click();
  await a.page.getByRole('link', { name: '复制自 SO-26024' }).waitFor();
  const id = new URL(a.page.url()).pathname.split('/').at(-1) ?? '';
  await expect.poll(buyer).toBe(customer);
  await expect.poll(valueOf(a.page, '船期')).toBe('');
  await expect.poll(valueOf(a.page, '柜号 1')).toBe('');
  // The card adds up its lines, and so does the panel as long as nobody has set the order's own.
  const placeholder = () => field(a.page, '箱数').getAttribute('placeholder');
  await expect.poll(placeholder).toMatch(/^按明细 [\d,]+$/);
  const [sum = 'no sum'] = /[\d,]+$/.exec((await placeholder()) ?? '') ?? [];
  await card(a.page, id).locator('.q b', { hasText: sum }).waitFor();
  await a.page.getByRole('button', { name: '改动记录' }).click();
  await expect.poll(() => a.page.locator('.history > li').count()).toBe(1);
  await a.page.keyboard.press('Escape');
  await card(b.page, id).waitFor();
  await a.page.getByRole('link', { name: '复制自 SO-26024' }).click();
  await a.page.getByLabel('订单 SO-26024').waitFor();
});

test('a version of a note that was kept is compared and put back, and nothing is lost by it', async () => {
  for (const { page } of [a, b]) await open(page, '/sample/customers/customer_c02');
  const note = (page: Page) => page.locator('.ProseMirror');
  await note(a.page).click();
  await a.page.keyboard.press('Control+End');
  await note(a.page).pressSequentially('周五装柜，1,590 箱');
  await note(b.page).getByText('周五装柜，1,590 箱').waitFor();
  const versions = (page: Page) => page.getByRole('button', { name: '备注的版本' });
  await versions(a.page).click();
  await a.page.getByLabel('起个名字，可不填').fill('发给客户前');
  await a.page.getByRole('button', { name: '留下这一版' }).click();
  await a.page.locator('.versions li', { hasText: '发给客户前' }).getByText('就是现在的').waitFor();
  await a.page.keyboard.press('Escape');

  await note(b.page).click();
  await b.page.keyboard.press('Control+End');
  for (let n = 0; n < 7; n++) await b.page.keyboard.press('Backspace');
  await note(b.page).pressSequentially('1,605 箱，订舱已改');
  await versions(b.page).click();
  await b.page.getByRole('button', { name: /^和现在对比：发给客户前，跟单甲/ }).click();
  await b.page.locator('.diff ins', { hasText: '订舱已改' }).waitFor();
  await b.page.locator('.diff del').first().waitFor();
  await b.page.getByRole('button', { name: '用回这一版' }).click();
  for (const { page } of [a, b]) {
    await note(page).getByText('周五装柜，1,590 箱').waitFor();
    await note(page).getByText('订舱已改').waitFor({ state: 'detached' });
  }
  // What stood there was kept by itself, and the step can be taken back like any other.
  await b.page.locator('.versions li', { hasText: '自动留下' }).first().waitFor();
  await b.page.keyboard.press('Escape');
  await note(b.page).click();
  await b.page.keyboard.press('Control+z');
  await note(a.page).getByText('订舱已改').waitFor();
});

test('ten minutes after the last word a note is kept once, though two wrote in it', async () => {
  for (const { page } of [a, b]) {
    await page.clock.install();
    await open(page, '/sample/products/product_p05');
    await page.locator('.ProseMirror').click();
  }
  await a.page.locator('.ProseMirror').pressSequentially('采收后当天预冷');
  await b.page.locator('.ProseMirror').getByText('采收后当天预冷').waitFor();
  await b.page.keyboard.press('Control+End');
  await b.page.locator('.ProseMirror').pressSequentially('，不过夜');
  await a.page.locator('.ProseMirror').getByText('采收后当天预冷，不过夜').waitFor();
  for (const { page } of [a, b]) await page.clock.fastForward('10:01');
  for (const { page } of [a, b]) {
    await page.getByRole('button', { name: '备注的版本' }).click();
    await page.locator('.versions li').getByText('就是现在的').waitFor();
    expect(await page.locator('.versions li').count()).toBe(1);
    await page.keyboard.press('Escape');
  }
});

test('what is opened for all this holds to WCAG 2.1 AA in both themes', async () => {
  const { page } = b;
  const inBoth = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
      found.push(...(await violations(page, { look: lookIn(colorScheme) })));
    }
    return found;
  };
  await open(page, '/sample/orders/order_so26018');
  await fill(page, '箱数', '902');
  await page.getByRole('button', { name: '改动记录' }).click();
  await page.locator('.history').waitFor();
  expect(await inBoth()).toEqual([]);
  await page
    .getByRole('button', { name: /^回到 / })
    .last()
    .click();
  await page.locator('.then').waitFor();
  expect(await inBoth()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await outcome(page).waitFor();
  await field(page, '箱数').focus();
  expect(await inBoth()).toEqual([]);
  await open(page, '/sample/customers/customer_c02');
  await page.getByRole('button', { name: '备注的版本' }).click();
  await page
    .getByRole('button', { name: /^和现在对比/ })
    .first()
    .click();
  await page.locator('.diff').waitFor();
  expect(await inBoth()).toEqual([]);
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
