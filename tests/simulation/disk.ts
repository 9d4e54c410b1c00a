import { createMemoryStore, type MemoryImage, type MemoryStore } from '../../shared/sync/memory-store.ts';
import type { DeviceStore } from '../../shared/sync/store.ts';
import type { World } from './world.ts';

const slowReads = 0.15;
/** Milliseconds. */
const slowestRead = 200;

/** A disk that outlives its processes. Each opening gives a store whose calls take time, fail when full, die with the process. */
export class Disk {
  readonly #world: World;
  #image: MemoryImage | undefined;
  full = false;
  /** So many of the next writes fail, and those after them do not. */
  failing = 0;

  constructor(world: World) {
    this.#world = world;
  }

  get image(): MemoryImage | undefined {
    return this.#image;
  }

  /** An older copy takes the place of what is there (H9): a restore makes a new id, a copied file keeps the old one. */
  restore(image: MemoryImage): void {
    const id = this.#world.chance(0.5) ? createMemoryStore(this.#world.random).id : image.id;
    this.#image = { ...image, id };
  }

  open(alive: () => boolean): DeviceStore {
    const store: MemoryStore = createMemoryStore(this.#world.random, this.#image);
    this.#image = store.image();
    const after = <T>(milliseconds: number, work: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        this.#world.at(milliseconds, () => {
          // A dead process neither writes nor hears; its promises stay open, as in a killed one.
          if (alive()) work().then(resolve, reject);
        });
      });
    const slow = <T>(work: () => Promise<T>): Promise<T> => after(this.#world.below(4), work);
    // Now and then so slow that whole answers come and go on the wire meanwhile.
    const read = <T>(work: () => Promise<T>): Promise<T> =>
      after(this.#world.below(this.#world.chance(slowReads) ? slowestRead : 4), work);
    const write = <T>(work: () => Promise<T>): Promise<T> =>
      slow(async () => {
        if (this.full) throw new Error('disk full');
        if (this.failing > 0) {
          this.failing--;
          throw new Error('a write failed');
        }
        const result = await work();
        this.#image = store.image();
        return result;
      }).then((result) =>
        // Between the commit and the news of it the process may die.
        slow(() => Promise.resolve(result)),
      );
    return {
      id: store.id,
      commit: (batch) => write(() => store.commit(batch)),
      compact: (replacement) => write(() => store.compact(replacement)),
      heavy: (...args) => read(() => store.heavy(...args)),
      acknowledged: (numbers) => write(() => store.acknowledged(numbers)),
      setAside: (number, reason) => write(() => store.setAside(number, reason)),
      known: (document) => read(() => store.known(document)),
      read: (document) => read(() => store.read(document)),
      storedBytes: (document) => read(() => store.storedBytes(document)),
      feed: (...args) => read(() => store.feed(...args)),
      head: () => read(() => store.head()),
      holds: (...args) => read(() => store.holds(...args)),
      documents: (workspace) => read(() => store.documents(workspace)),
      upstreamCursor: () => read(() => store.upstreamCursor()),
      outbox: (...args) => read(() => store.outbox(...args)),
      outboxCount: () => read(() => store.outboxCount()),
      setDocumentAside: (...args) => write(() => store.setDocumentAside(...args)),
      documentTaken: (document) => write(() => store.documentTaken(document)),
      documentsAside: () => read(() => store.documentsAside()),
      setAsideCount: () => read(() => store.setAsideCount()),
      takeBack: () => write(() => store.takeBack()),
      close: () => Promise.resolve(),
    };
  }
}
