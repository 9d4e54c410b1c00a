import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from '../run/chromium.ts';
const exe = await findChromium();
const origin = 'http://localhost:18744';
const out = '/tmp/h4scratch/shots';
const only = process.argv[2]?.split(',') ?? [];
const browser = await chromium.launch({ executablePath: exe ?? '', args: [...chromiumArguments] });
const want = (n: string) => only.length === 0 || only.some((o) => n.startsWith(o));
for (const [lang, theme, w, h, name] of [
  ['zh-CN', 'light', 1440, 900, 'zh-wide'],
  ['en-GB', 'dark', 1440, 900, 'en-wide'],
  ['zh-CN', 'dark', 390, 844, 'zh-phone'],
  ['en-GB', 'light', 390, 844, 'en-phone'],
] as const) {
  if (!want(name)) continue;
  const context = await browser.newContext({ locale: lang, viewport: { width: w, height: h }, colorScheme: theme, hasTouch: w < 500 });
  const page = await context.newPage();
  page.on('pageerror', (e) => console.log(name, 'ERROR', e.message));
  page.on('console', (m) => { if (m.type() === 'error') console.log(name, m.text()); });
  await page.clock.setSystemTime(new Date('2026-11-23T10:00:00+08:00')).catch(() => undefined);
  await page.goto(`${origin}/sample/plan/order_so26006`);
  await page.locator('.plan-box').first().waitFor();
  await page.waitForTimeout(1500);
  const set = async (label: string, value: string) => {
    const f = page.locator(`input[aria-label="${label}"]`);
    if ((await f.count()) === 0) return console.log('no', label);
    await f.fill(value); await f.press('Enter');
  };
  const labels = await page.locator('input[aria-label]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
  console.log(labels.join(' | '));
  await page.screenshot({ path: `${out}/${name}-plan-missing.png` });
  if (name === 'zh-wide') {
    const dims = [['520', '340', '300', '40'], ['450', '330', '280', '60']];
    let i = 0;
    for (const l of labels.filter((l) => / (长|宽|高|每托箱数)/.test(l))) { await set(l, dims[Math.floor(i / 4)]?.[i % 4] ?? ''); i++; }
    await page.waitForTimeout(800);
  }
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${out}/${name}-plan.png`, fullPage: false });
  const inner = page.locator('.page');
  await inner.evaluate((e) => e.scrollTo(0, 450));
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${out}/${name}-plan2.png` });
  await page.goto(`${origin}/sample/orders/order_so26024`);
  const btn = page.getByRole('button', { name: lang === 'zh-CN' ? '再读一份' : 'Read another' });
  await btn.click();
  await page.locator('.booking-read textarea').fill(`Booking No.: QGD6123456
Vessel / Voyage : MAERSK ESSEN / 248W
ETD: 26-Nov-2026   ETA: 05/12/2026
Equipment: 2 x 40' HC REEFER
TEMP-3C   Ventilation: CLOSED   Humidity: 65%
SI cut-off: 24-Nov-2026 12:00
VGM cut-off: TBA`);
  await page.locator('.booking-lines').waitFor();
  await page.locator('.booking-read').scrollIntoViewIfNeeded();
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${out}/${name}-booking.png` });
  await context.close();
}
await browser.close();
