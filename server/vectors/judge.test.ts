import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { runVectors } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'gendan-vectors-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(content: unknown) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, 'vectors.json'), text);
  return runVectors(['vectors.json'], folder);
}

const cif = { cfr: '20000', rate: '0.003', markup: '0.10', cif: '20066.22', premium: '66.22', kind: 'found' };

describe('gendan vectors', () => {
  test('says of each case that it is as expected, and ends with 0', async () => {
    const { stdout, stderr, code } = await run({ about: 'words', cif: [cif] });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout.split('\n')).toEqual([
      'ok      cif[0]',
      '1 case: 1 ok, 0 differ, 0 with nothing expected, 0 kinds without a rule',
      '',
    ]);
  });

  test('tells what differs, and ends with 1', async () => {
    const { stdout, code } = await run({ cif: [cif, { ...cif, premium: '66.00' }] });
    expect(code).toBe(1);
    expect(stdout).toContain('DIFFERS cif[1] premium: expected "66.00", got 66.22\n');
  });

  test('counts and names kinds that it has no rule for', async () => {
    const { stdout, code } = await run({ tides: [{ high: 3 }, { high: 4 }], cif: [cif], constructor: [{}] });
    expect(code).toBe(0);
    expect(stdout).toContain('NO RULE tides[1]\n');
    expect(stdout).toContain('2 kinds without a rule: tides (2), constructor (1)\n');
  });

  test.each([
    ['an answer where the rule has none', { cif: [{ ...cif, rate: null }] }, 1, /got unknown \(rate\)/],
    ['an unknown that is expected', { cif: [{ cfr: '20000', rate: null, cif: null }] }, 0, /^ok/],
    ['what it does not read', { cif: [{ ...cif, colour: 'red' }] }, 0, /\(not read: colour\)/],
    ['a case that expects nothing', { cif: [{ cfr: '1', rate: '0' }] }, 0, /^NOTHING cif\[0\]/],
    ['a case that is none', { cif: ['20000'] }, 1, /^DIFFERS cif\[0\] is no object/],
    [
      'numbers as they are written',
      { vgm: [{ tare: 4420, cargo_gross: 1e-7, vgm: 4420.0000001 }] },
      0,
      /^ok/,
    ],
    [
      'an end that the wording sets and the case does not',
      { dates_ucp3: [{ text: 'on or about 2026-12-10', to: '2026-12-15' }] },
      1,
      /from: expected null, got 2026-12-05/,
    ],
    [
      'a word that belongs elsewhere',
      { amount_zh: [{ amount: '325.04', text: '人民币叁佰贰拾伍元肆分' }] },
      1,
      /got 人民币叁佰贰拾伍元零肆分/,
    ],
  ])('says of %s', async (_name, content, code, line) => {
    const result = await run(content);
    expect(result.code).toBe(code);
    expect(result.stdout).toMatch(line);
  });

  test('keeps the lines of a file that tries to add some', async () => {
    const { stdout } = await run({ 'a\nok b': [{}], cif: [{ ...cif, cif: 'x\ny\u2028z' }] });
    expect(stdout.trimEnd().split(/[\n\u2028]/)).toHaveLength(3);
  });

  test.each([
    [{ cif: 5 }, '"cif" holds neither a case nor a list of cases'],
    [{ cif: [cif], fob: null }, '"fob" holds neither a case nor a list of cases'],
    [{ cif: true }, '"cif" holds neither a case nor a list of cases'],
    [{}, 'it holds no cases'],
    [{ about: 'words' }, 'it holds no cases'],
  ])('refuses %j, of which nothing would be run', async (content, message) => {
    const { stdout, stderr, code } = await run(content);
    expect({ stdout, stderr, code }).toEqual({
      stdout: '',
      stderr: `gendan: 'vectors.json': ${message}\n`,
      code: 1,
    });
  });

  test('takes a kind of one case without its list', async () => {
    const { stdout, code } = await run({ cif });
    expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: 'ok      cif[0]' });
  });

  test.each([
    ['no file', [], /called as/],
    ['two files', ['a', 'b'], /called as/],
    ['a file that is not there', ['none.json'], /'none.json' cannot be read/],
  ])('refuses %s in one line', async (_name, args, message) => {
    const { stdout, stderr, code } = await runVectors(args, folder);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toMatch(/^gendan: [^\n]+\n$/);
    expect(stderr).toMatch(message);
  });

  test.each([['{'], ['[]'], ['3'], ['null']])('refuses a file that holds %s', async (text) => {
    const { stdout, stderr, code } = await run(text);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toMatch(/^gendan: 'vectors.json': it is not [^\n]+\n$/);
  });
});
