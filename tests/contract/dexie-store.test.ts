import 'fake-indexeddb/auto';
import { openDeviceStorage } from '../../client/worker/dexie-store.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import type { DeviceStore } from '../../shared/sync/store.ts';
import { deviceStoreContract, storeContract, type Opened } from './store.ts';

let opened = 0;

async function open(): Promise<Opened<DeviceStore>> {
  const database = `contract-${opened++}` as WorkspaceId;
  let { store } = await openDeviceStorage(database, () => undefined);
  return {
    store,
    async reopen() {
      await store.close();
      ({ store } = await openDeviceStorage(database, () => undefined));
      return store;
    },
    dispose: () => store.close(),
  };
}

storeContract('Dexie', open);
deviceStoreContract('Dexie', open);
