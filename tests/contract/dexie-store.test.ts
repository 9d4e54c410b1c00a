import 'fake-indexeddb/auto';
import { openDeviceStorage } from '../../client/worker/dexie-store.ts';
import type { WorkspaceId } from '../../shared/sync/document-name.ts';
import type { DeviceStore } from '../../shared/sync/store.ts';
import { deviceStoreContract, storeContract, type OpenedStore } from './store.ts';

let databases = 0;

async function open(): Promise<OpenedStore<DeviceStore>> {
  const database = `contract-${databases++}` as WorkspaceId;
  let { store } = await openDeviceStorage(database, () => undefined);
  return {
    store,
    async reopen() {
      await store.close();
      ({ store } = await openDeviceStorage(database, () => undefined));
      return store;
    },
  };
}

storeContract('Dexie store', open);
deviceStoreContract('Dexie store', open);
