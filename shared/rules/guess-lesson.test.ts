import { expect, test } from 'vitest';
import { guessLesson } from './guess-lesson.ts';

test.each([
  ['绿丝带退过货，以后不要', 'customer', 'marks', 'never'],
  ['柜温必须写 -3', 'customer', 'temperature', 'must'],
  ['提单正本要三套，缺一套不付款', 'customer', 'papers', 'must'],
  ['最好用 10 公斤网袋', 'customer', 'packing', 'prefers'],
  ['尽量不要赶周五到港的船', 'customer', 'shipment', 'avoids'],
  ['5.5 公分以下一律退货', 'customer', 'count', 'never'],
  ['尾款要催两次', 'customer', 'payment', 'must'],
  ['一箱都不能短装', 'customer', 'quantity', 'never'],
  ['出事先打电话再发邮件', 'customer', 'communication', 'must'],
  ['国庆前后集中下单', 'customer', 'rhythm', 'must'],
  ['颜色要红透', 'customer', 'product', 'must'],
  ['十月采收的容易烂果，贮藏别超过 60 天', 'product', 'product', 'must'],
  ['预冷到果心 2 度再装', 'product', 'temperature', 'must'],
  ['客户说烂果超过 3% 拒收', 'customer', 'product', 'never'],
  ['never green ribbons', 'customer', 'marks', 'never'],
  ['prefers pallets with corner boards', 'customer', 'packing', 'prefers'],
  ['late harvest rots after 50 days in storage', 'product', 'product', 'must'],
  ['they do not accept copies of the certificate', 'customer', 'papers', 'never'],
  ['', 'customer', 'product', 'must'],
])('%s: %s, %s, %s', (text, about, subject, polarity) => {
  expect(guessLesson(text)).toEqual({ about, subject, polarity });
});
