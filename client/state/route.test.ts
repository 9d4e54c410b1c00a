import { expect, test } from 'vitest';
import { parseWorkspace } from '../../shared/sync/document-name.ts';
import { addressOf, parseRoute } from './route.ts';

const team = parseWorkspace('team');
if (!team) throw new Error('team is a workspace');

test.each([
  ['/', '', '/team/orders'],
  ['/sample', '', '/sample/orders'],
  ['/sample/orders/order_so26017', '', '/sample/orders/order_so26017'],
  ['/sample/orders', '?archived', '/sample/orders?archived'],
  ['/sample/orders/order_so26001', '?trash', '/sample/orders/order_so26001?trash'],
  ['/sample/products', '?trash', '/sample/products?trash'],
  ['/sample/settings', '?trash', '/sample/settings'],
  ['/sample/customers/customer_c01', '?archived', '/sample/customers/customer_c01'],
  ['/sample/products/..%2Fx', '', '/sample/products'],
  ['/sync/whatever', '', '/team/orders'],
  ['/sample/today', '?q=x', '/sample/today'],
  [
    '/sample/orders',
    '?as=table&q=has%3Aconflict&sort=-etd',
    '/sample/orders?as=table&q=has%3Aconflict&sort=-etd',
  ],
  ['/sample/orders/order_so26017', '?archived&as=table', '/sample/orders/order_so26017?archived&as=table'],
  ['/sample/plan', '', '/sample/plan'],
  [
    '/sample/plan/order_so26006',
    '?c=40RH~product_p1*800&x=1',
    '/sample/plan/order_so26006?c=40RH%7Eproduct_p1*800',
  ],
  ['/sample/orders', '?c=40RH~product_p1*800', '/sample/orders'],
  ['/Team/nowhere/order_x', '', '/team/orders/order_x'],
])('an address %s%s leads to %s', (path, search, expected) => {
  expect(addressOf(parseRoute(path, search, team))).toBe(expected);
});
