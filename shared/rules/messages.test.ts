import { expect, test } from 'vitest';
import { findingCodes, type FindingCode } from './finding-codes.ts';
import { messagesEn } from './messages-en.ts';
import { messagesZh } from './messages-zh.ts';
import { sayFinding } from './say.ts';

const codes = Object.keys(findingCodes) as FindingCode[];

test.each(codes)('%s: both sentences name only values that the finding brings', (code) => {
  const brought: readonly string[] = findingCodes[code];
  for (const message of [messagesZh[code], messagesEn[code]]) {
    const named = Array.from(message.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    expect(brought).toEqual(expect.arrayContaining(named));
  }
});

test('a temperature says its sign, be it plus: a missing one is what goes wrong', () => {
  const values = { container: '1', booked: '3', due: '-3' };
  const said = {
    code: 'booking_set_point_sign',
    severity: 'error',
    fields: [],
    because: [],
    values,
  } as const;
  expect(sayFinding(said, 'zh')).toBe('订舱温度 +3 °C 与指令 −3 °C 符号相反（第 1 柜）');
  expect(sayFinding({ ...said, values: { ...values, booked: '0' } }, 'zh')).toContain('订舱温度 0 °C');
  expect(sayFinding(said, 'en')).toMatch(/^[A-Z].*\+3 °C.*−3 °C/);
});
