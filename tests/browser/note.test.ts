import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumArguments, findChromium } from '../run/chromium.ts';
import type { Notes } from './note-fixture/main.ts';

declare global {
  interface Window {
    notes: Notes;
  }
}

let folder: string;
let site: PreviewServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gendan-note-'));
  const root = fileURLToPath(new URL('./note-fixture', import.meta.url));
  const shared = { configFile: false, root, logLevel: 'warn', build: { outDir: folder } } as const;
  await build({
    ...shared,
    plugins: [react()],
    resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
    build: { outDir: folder, emptyOutDir: true, target: 'es2024', minify: false, assetsInlineLimit: 0 },
  });
  site = await preview({ ...shared, preview: { host: '127.0.0.1', port: 0 } });
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium is installed');
  browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(site.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'notes' in window);
});
afterEach(async () => {
  const { violations, errors } = await page.evaluate(() => window.notes);
  await page.close();
  expect(violations, 'what the content security policy refused').toEqual([]);
  expect(errors, 'what was thrown in the page').toEqual([]);
});

const open = (name: string): Promise<void> => page.evaluate((who) => window.notes.open(who), name);
const xml = (name: string): Promise<string> => page.evaluate((who) => window.notes.xml(who), name);
const fill = (name: string, content: 'rich' | 'hostile' | 'unknown'): Promise<void> =>
  page.evaluate(([who, what]) => window.notes.fill(who, what), [name, content] as const);
const link = (one: string, other: string): Promise<void> =>
  page.evaluate(([a, b]) => window.notes.link(a, b), [one, other] as const);

describe('opening a note', () => {
  test('writes nothing into an empty one', async () => {
    await open('ann');
    await page.locator('#ann .note').click();
    await page.keyboard.press('ArrowRight');
    expect(await xml('ann')).toBe('');
    expect(await page.evaluate(() => window.notes.written('ann'))).toBe(0);
    await page.keyboard.type('x');
    expect(await page.evaluate(() => window.notes.written('ann'))).toBeGreaterThan(0);
  });

  test('writes nothing into one that ends with a list', async () => {
    await fill('ann', 'rich');
    const before = await xml('ann');
    await open('ann');
    await page.locator('#ann .note li').click();
    await page.keyboard.press('ArrowLeft');
    await page.evaluate(() => window.notes.close('ann'));
    expect(await xml('ann')).toBe(before);
    expect(await page.evaluate(() => window.notes.written('ann'))).toBe(0);
  });

  test('shows what could be written only while there is nothing', async () => {
    await open('ann');
    const placeholder = (): Promise<string> =>
      page.locator('#ann .note').evaluate((note) => getComputedStyle(note, '::before').content);
    expect(await placeholder()).toBe('"Nothing yet"');
    await page.locator('#ann .note').pressSequentially('a');
    expect(await placeholder()).toBe('none');
  });
});

describe('two in one note', () => {
  beforeEach(async () => {
    await link('ann', 'ben');
    await open('ann');
    await open('ben');
  });

  test('both texts stand, and each sees the caret and the name of the other', async () => {
    await page.locator('#ann .note').click();
    await page.keyboard.type('From Ann');
    await page.locator('#ben .note').click();
    await caretAtEnd('#ann .note');
    await page.keyboard.type(', and Ben');
    await expectText('#ann .note', 'From Ann, and Ben');
    const flag = page.locator('#ann .note-caret .note-flag');
    await flag.waitFor();
    expect(await flag.textContent()).toBe('ben');
    // It rests as a dot …
    await page.waitForFunction(
      () => (document.querySelector('#ann .note-flag')?.getBoundingClientRect().width ?? 99) <= 6,
    );
    // … and names itself again as soon as it moves.
    await page.keyboard.press('Home');
    await page.waitForFunction(
      () => (document.querySelector('#ann .note-flag')?.getBoundingClientRect().width ?? 0) > 10,
    );
  });

  test('undo takes back only what one wrote oneself', async () => {
    await page.locator('#ann .note').click();
    await page.keyboard.type('mine');
    await page.evaluate(() => window.notes.insert('ben', 0, 0, 'yours '));
    await expectText('#ann .note', 'yours mine');
    await page.keyboard.press('Control+z');
    await expectText('#ann .note', 'yours ');
  });

  test('a colleague may write while pinyin is being composed', async () => {
    await page.locator('#ann .note').click();
    await page.keyboard.type('柜');
    const input = await page.context().newCDPSession(page);
    for (const raw of ['z', 'zh', 'zhu', 'zhua']) {
      await input.send('Input.imeSetComposition', {
        text: raw,
        selectionStart: raw.length,
        selectionEnd: raw.length,
      });
      await page.evaluate(
        (letters) => window.notes.insert('ben', 0, 0, letters.slice(-1).toUpperCase()),
        raw,
      );
    }
    await input.send('Input.insertText', { text: '装' });
    await expectText('#ann .note', 'AUHZ柜装');
    await expectText('#ben .note', 'AUHZ柜装');
  });

  test('a malformed presence breaks nothing', async () => {
    await link('ann', 'mallory');
    await page.locator('#ann .note').click();
    await page.keyboard.type('steady');
    for (const cursor of [{}, 7, { anchor: 1, head: null }, { anchor: { type: 'x' }, head: { item: {} } }]) {
      await page.evaluate(
        (broken) =>
          window.notes.presence('mallory', {
            user: { name: {}, color: 'url(x)', token: '__proto__' },
            cursor: broken,
          }),
        cursor,
      );
    }
    await page.keyboard.type(' on');
    await expectText('#ann .note', 'steady on');
    await expectText('#ben .note', 'steady on');
  });
});

describe('what others put into a note', () => {
  test('a link leads to http, https or mail and brings nothing else along', async () => {
    await fill('ann', 'hostile');
    await open('ann');
    const links = await page
      .locator('#ann .note a')
      .evaluateAll((found) =>
        found.map((a) => Object.fromEntries([...a.attributes].map((one) => [one.name, one.value]))),
      );
    expect(links).toEqual([
      { href: 'https://example.com/', target: '_blank', rel: 'noopener noreferrer nofollow' },
    ]);
    expect(await page.locator('#ann .overlay').count()).toBe(0);
    await expectText('#ann .note', 'badgood');
  });

  test('an unknown kind of content is shown as words and stays in the document', async () => {
    await fill('ann', 'rich');
    await fill('ann', 'unknown');
    const before = await xml('ann');
    await open('ann');
    await page.locator('#ann .note-plain').waitFor();
    expect(await page.locator('#ann').textContent()).toContain('a picture of pallet 7');
    expect(await page.evaluate(() => window.notes.unreadable('ann'))).toBe(true);
    expect(await xml('ann')).toBe(before);
  });

  test('also when it arrives while the note is open', async () => {
    await fill('ben', 'rich');
    await link('ann', 'ben');
    await open('ann');
    await page.locator('#ann .note li').click();
    await fill('ben', 'unknown');
    await page.locator('#ann .note-plain').waitFor();
    await page.keyboard.type('lost?');
    expect(await xml('ann')).toContain('a picture of pallet 7');
    expect(await xml('ann')).toBe(await xml('ben'));
  });

  test('pasted markup keeps what a note can hold', async () => {
    await open('ann');
    await page.locator('#ann .note').click();
    await page.evaluate(() => {
      const clipboard = new DataTransfer();
      clipboard.setData(
        'text/html',
        `<p onclick="x()" style="color:red">one <b>two</b><script>x()</scr` +
          `ipt><img src="x" onerror="x()"><a href="javascript:x()">three</a></p><table><tr><td>four</td></tr></table>`,
      );
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }),
      );
    });
    const stored = await xml('ann');
    expect(stored).toMatch(/one <bold>two<\/bold>three/);
    expect(stored).toContain('four');
    expect(stored).not.toMatch(/script|img|javascript|onclick|style|table/);
    // Parsing it apart from the page is enough for the policy to report the attributes; that is all it may report.
    const refused = await page.evaluate(() => window.notes.violations.splice(0));
    expect(refused.filter((line) => !/^(script|style)-src-attr /.test(line))).toEqual([]);
  });
});

test('a selection can be made bold, a list or a link', async () => {
  await open('ann');
  await page.locator('#ann .note').click();
  await page.keyboard.type('gate pass');
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Bold' }).click();
  expect(await xml('ann')).toContain('<bold>gate pass</bold>');
  await page.getByRole('button', { name: 'List' }).click();
  expect(await xml('ann')).toContain('<bulletlist>');
  await page.getByRole('button', { name: 'Link' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill('javascript:alert(1)');
  await page.keyboard.press('Enter');
  expect(await xml('ann')).not.toContain('javascript');
  await page.getByRole('textbox', { name: 'Address' }).fill('example.com/a');
  await page.keyboard.press('Enter');
  expect(await page.locator('#ann .note a').getAttribute('href')).toBe('https://example.com/a');
});

/**
 * Presses End until the colleague's caret stands behind the words. An editor that has just been given the focus puts its
 * own selection back once, 20 ms later: on a busy machine that falls behind the key.
 */
async function caretAtEnd(seenBy: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.keyboard.press('End');
      return page.locator(`${seenBy} .note-caret`).evaluateAll((carets) => {
        const caret = carets.at(-1);
        if (!caret) return 'no caret';
        const after = document.createRange();
        after.setStartAfter(caret);
        after.setEndAfter(caret.closest('.note')?.lastChild ?? caret);
        return after.toString().replaceAll('\u2060', '');
      });
    })
    .toBe('');
}

/** The words in the page, without the flags of carets. */
async function expectText(selector: string, text: string): Promise<void> {
  await page
    .waitForFunction(
      ([where, wanted]) => {
        const note = document.querySelector(where)?.cloneNode(true) as Element | undefined;
        note?.querySelectorAll('.note-caret').forEach((caret) => caret.remove());
        return note?.textContent.replaceAll('\u2060', '') === wanted;
      },
      [selector, text] as const,
      { timeout: 5_000 },
    )
    .catch(async () => {
      expect(await page.locator(selector).textContent()).toBe(text);
    });
}
