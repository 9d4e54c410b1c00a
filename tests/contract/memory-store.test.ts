import { createMemoryStore, type MemoryStore } from '../../shared/sync/memory-store.ts';
import { deviceStoreContract, storeContract, type OpenedStore } from './store.ts';

function open(): Promise<OpenedStore<MemoryStore>> {
  let store = createMemoryStore(Math.random);
  return Promise.resolve({
    store,
    reopen: () => Promise.resolve((store = createMemoryStore(Math.random, store.image()))),
  });
}

storeContract('memory store', open);
deviceStoreContract('memory store', open);
