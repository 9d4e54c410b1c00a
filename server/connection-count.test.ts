import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { ConnectionCount, networkOf } from './connection-count.ts';

test('[H14] connections are counted by address until they close', async () => {
  const count = new ConnectionCount();
  const [first, second] = [new PassThrough(), new PassThrough()];
  expect(count.add(first, '192.0.2.1')).toBe(1);
  expect(count.add(second, '::ffff:192.0.2.1')).toBe(2);
  expect(count.add(new PassThrough(), '192.0.2.2')).toBe(1);
  const closed = new Promise((resolve) => first.once('close', resolve));
  first.destroy();
  await closed;
  expect(count.add(new PassThrough(), '192.0.2.1')).toBe(2);
});

test('[H14] an address that holds nothing any more is forgotten', async () => {
  const count = new ConnectionCount();
  const only = new PassThrough();
  count.add(only, '192.0.2.1');
  const closed = new Promise((resolve) => only.once('close', resolve));
  only.destroy();
  await closed;
  expect(count.addresses).toBe(0);
});

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.1'],
])('%s belongs to %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
