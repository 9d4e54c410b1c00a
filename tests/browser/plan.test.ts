import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanUp, startRelayProcess, type RelayProcess } from '../integration/relay-process.ts';
import { violations } from './axe.ts';
import { field, introduce, sitDown, valueOf, type Person } from './app-pages.ts';

/** One person at the sample board: planning a mixed container, and reading a booking back. */
let relay: RelayProcess;
let a: Person;
const errors: string[] = [];

beforeAll(async () => {
  relay = await startRelayProcess({ args: ['--sample'] });
  a = await sitDown(relay.address, { name: '跟单甲' });
  a.page.on('pageerror', (error) => errors.push(error.message));
  await a.page.locator('[data-status="team"]').first().waitFor();
  await introduce(a);
});

afterAll(async () => {
  await a.close();
  await cleanUp();
});

async function openOrder(order: string): Promise<void> {
  await a.page.goto(new URL(`/sample/orders/${order}`, relay.origin).href);
  await a.page.locator('.panel .facts').first().waitFor();
}

async function enter(label: string, value: string): Promise<void> {
  await field(a.page, label).fill(value);
  await field(a.page, label).press('Enter');
}

test('a mixed container is planned from its order: what is missing is named, drawn when it is known, and used as one step', async () => {
  const { page } = a;
  await openOrder('order_so26006');
  await page.locator('.panel').getByRole('link', { name: '配柜' }).click();
  const box = page.getByRole('region', { name: '第 1 柜' });
  await box.locator('[data-fits="unknown"]').waitFor();
  expect(await box.locator('[data-lacks] li').allTextContents()).toEqual([
    '红富士苹果：外箱长、外箱宽、外箱高',
    '胡萝卜：外箱长、外箱宽、外箱高',
  ]);
  expect(await box.locator('svg[role="img"]').count()).toBe(0);
  await box.locator('[data-mixed="mixed_ethylene"]').waitFor();

  for (const [side, apple, carrot] of [
    ['长', '520', '450'],
    ['宽', '340', '330'],
    ['高', '300', '280'],
  ] as const) {
    await enter(`红富士苹果 ${side} mm`, apple);
    await enter(`胡萝卜 ${side} mm`, carrot);
  }
  await box.locator('svg[role="img"]').waitFor();
  // 600 of 1,168 and 900 of 1,400 are more than one container.
  await box.locator('[data-fits="no"]').getByText('装不下').waitFor();
  await box.getByText(/有 \d+ 箱没有位置/).waitFor();

  // By keyboard: fewer apples, then the rest with carrots.
  const apples = page.getByLabel('第 1 柜 红富士苹果 箱数');
  await apples.focus();
  await page.keyboard.type('500');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    '第 1 柜 胡萝卜 箱数',
  );
  await page.getByRole('button', { name: '用胡萝卜装满第 1 柜' }).click();
  await box.locator('[data-fits="yes"]').waitFor();
  const carrots = await page.getByLabel('第 1 柜 胡萝卜 箱数').inputValue();
  expect(Number(carrots.replace(',', ''))).toBeGreaterThan(700);
  // What is planned is in its address.
  await expect.poll(() => page.url()).toContain('product_p01*500');
  expect(await box.locator('details table tbody tr').count()).toBe(2);
  expect(await violations(page, { within: '.plan-page' })).toEqual([]);

  await page.getByRole('button', { name: '用这些箱数' }).click();
  await page
    .getByText(/箱数已写进 SO-26006/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: '回订单' }).first().click();
  const total = new Intl.NumberFormat('en').format(500 + Number(carrots.replace(',', '')));
  const whole = () => page.locator('.panel [data-path="cartons"] input').inputValue();
  await expect.poll(valueOf(page, '装箱数 1')).toBe(total);
  await expect.poll(whole).toBe(total);
  await page.locator('.bar .undo button').first().click();
  await expect.poll(whole).toBe('1,500');
});

test('a line says what to plan, and the adviser says what becomes of it', async () => {
  const { page } = a;
  await page.keyboard.press('Escape');
  await page.goto(new URL('/sample/products/product_p05', relay.origin).href);
  await page.getByRole('link', { name: '配柜' }).click();
  await page.locator('[data-advice="exact"]').waitFor();
  await page.getByLabel('一句话写要求，回车').fill('普白蒜 2500 箱 1x40RH');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByLabel(/第 1 柜 .*大蒜 箱数/).inputValue()).toBe('2,500');
  await page.locator('[data-advice="nearly"]').getByText('2,500').waitFor();
  await page.getByLabel('公路限货重 kg').fill('20000');
  await page.locator('[data-advice="over"]').waitFor();
  await page.getByLabel('路上几天').fill('30');
  await page.locator('[data-advice="life_left"]').getByText('150 … 180').waitFor();
});

test('a confirmation with the wrong sign is told before it is entered, and one whose sign is in doubt asks', async () => {
  const { page } = a;
  await openOrder('order_so26012');
  await page.locator('.panel').getByRole('button', { name: '粘贴订舱确认' }).click();
  const text = page.getByLabel('订舱确认的文字');
  await text.fill('Booking No.: QGD6123456\nTEMP: +3C   VENT: CLOSED\nVGM cut-off: 27-Nov-2026 16:00');
  const line = (name: string) => page.locator(`[data-booking="${name}"]`);
  const verdict = (name: string) => () => line(name).getAttribute('data-verdict');
  await expect.poll(verdict('booking_set_point')).toBe('differs');
  await page
    .locator('.booking-lines')
    .getByText(/符号相反/)
    .waitFor();
  expect(await verdict('booking_ventilation')()).toBe('agrees');
  expect(await violations(page, { within: '.booking-read' })).toEqual([]);

  await text.fill('Booking No.: QGD6123456\nTEMP-3C   VENT: CLOSED\nVGM cut-off: 27-Nov-2026 16:00');
  await expect.poll(verdict('booking_set_point')).toBe('unsure');
  await page.getByRole('button', { name: '订舱温度是 −3 °C' }).click();
  await expect.poll(verdict('booking_set_point')).toBe('agrees');
  await page.getByRole('button', { name: '把认出的 4 项写进订单' }).click();
  await expect.poll(valueOf(page, '订舱温度')).toBe('−3\u00a0°C');
  await expect.poll(valueOf(page, '订舱号')).toBe('QGD6123456');
  await expect.poll(valueOf(page, '截 VGM 时间')).toBe('16:00');
  await page.locator('.bar .undo button').first().click();
  await page.locator('.panel').getByText('还没有订舱确认。').waitFor();
});

test('no page threw', () => {
  expect(errors).toEqual([]);
});
