import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openDeviceStore } from '../../server/device/device-store.ts';
import type { DeviceStore } from '../../shared/sync/store.ts';
import { deviceStoreContract, storeContract, type OpenedStore } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'gendan-device-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;

function open(): Promise<OpenedStore<DeviceStore>> {
  const file = join(folder, `${files++}.db`);
  let store = openDeviceStore(file);
  return Promise.resolve({
    store,
    async reopen() {
      await store.close();
      return (store = openDeviceStore(file));
    },
  });
}

storeContract('SQLite store of a device', open);
deviceStoreContract('SQLite store', open);
