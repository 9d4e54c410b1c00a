import * as Y from 'yjs';
import {
  documentName,
  parseDocumentName,
  parseWorkspace,
  type DocumentName,
} from '../../shared/sync/document-name.ts';
import type { MemoryImage } from '../../shared/sync/memory-store.ts';
import { Device, Outsider, Relay } from './nodes.ts';
import { Tab } from './tab.ts';
import { World } from './world.ts';

/** A text that is pasted into a note: larger than a tight relay takes. */
const pastedLetters = 200_000;

interface Place {
  readonly device: Device;
  tabs: Tab[];
}

/** A team on one relay, living through faults, healed at the end. Everything follows from the seed. */
export class Scenario {
  readonly world: World;
  readonly relay: Relay;
  readonly places: readonly Place[];
  /** Tabs of one who has no device and comes over channels. They stay: what the relay alone has, an older copy may lack. */
  readonly outside: readonly Tab[];
  readonly documents: readonly DocumentName[];
  /** Tokens that some tab was told are saved on its device. */
  readonly promised = new Map<DocumentName, Set<string>>();
  #written = 0;
  #backup: MemoryImage | undefined;
  #restored = false;
  /** In a heavy run a long text is pasted once, lines are narrow, and now and then the relay's bound is too low for it. */
  readonly #heavy: boolean;
  #pasted = false;

  constructor(seed: number) {
    this.world = new World(seed);
    this.relay = new Relay(this.world);
    this.#heavy = this.world.chance(0.25);
    this.relay.narrow = this.#heavy;
    const workspace = parseWorkspace('team');
    if (!workspace) throw new Error('no workspace');
    this.documents = [
      'team/board/order_a/facts',
      'team/board/order_a/note',
      'team/customers/customer_b/facts',
    ].map((text) => {
      const address = parseDocumentName(text);
      if (!address) throw new Error(text);
      return documentName(address);
    });
    this.places = Array.from({ length: 2 + this.world.below(3) }, (_, index) => ({
      device: new Device(this.world, this.relay, workspace, `device ${String(index)}`),
      tabs: [],
    }));
    for (const place of this.places) this.#openTab(place);
    const outsider = new Outsider(this.world, this.relay, workspace);
    this.outside = this.documents.map((document) => new Tab(this.world, document, () => outsider));
    for (const tab of this.outside) tab.connect();
  }

  async live(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      this.#act();
      await this.world.run(this.world.below(120));
      this.#collect();
    }
  }

  #act(): void {
    const { world } = this;
    const place = world.pick(this.places);
    const dice = world.random();
    if (dice < 0.08) {
      this.#write(world.pick(this.outside));
    } else if (dice < 0.52) {
      this.#write(place.tabs.length > 0 ? world.pick(place.tabs) : this.#openTab(place));
    } else if (dice < 0.6) this.#openTab(place);
    else if (dice < 0.66) this.#closeTab(place);
    else if (dice < 0.74) this.relay.cutLinks();
    else if (dice < 0.8) this.relay.kill();
    else if (dice < 0.87) this.relay.start();
    else if (dice < 0.9) this.#crash(place);
    else if (dice < 0.91) (world.chance(0.7) ? place.device : this.relay).disk.failing = 1;
    else if (dice < 0.92) place.device.disk.full = !place.device.disk.full;
    else if (dice < 0.93) (world.chance(0.7) ? place.device : this.relay).time.jump();
    else if (dice < 0.94) this.relay.disk.full = !this.relay.disk.full;
    else if (dice < 0.97) this.#backUpOrRestore();
    else if (dice < 0.985) this.relay.startOver(this.relay.astray ? 'own' : 'other');
    else this.relay.tight = this.#heavy && !this.relay.tight;
  }

  #write(tab: Tab): void {
    const pastes = this.#heavy && !this.#pasted && tab.document.endsWith('/note');
    this.#pasted ||= pastes;
    tab.write(`${String(this.world.seed)}-${String(this.#written++)}`, pastes ? pastedLetters : 0);
  }

  /** The device's worker dies; its tabs reload half of the time. */
  #crash(place: Place): void {
    this.#collect();
    place.device.kill();
    place.device.start();
    const reload = this.world.chance(0.5);
    const old = place.tabs;
    place.tabs = [];
    for (const tab of old) {
      if (reload) {
        tab.doc.destroy();
        this.#openTab(place, tab.document);
      } else {
        tab.lost();
        place.tabs.push(tab);
      }
    }
  }

  #backUpOrRestore(): void {
    if (this.relay.astray) return;
    if (!this.#backup) this.#backup = this.relay.disk.image;
    else if (!this.#restored) {
      this.#restored = true;
      this.relay.kill();
      this.relay.disk.restore(this.#backup);
      this.relay.start();
    }
  }

  #openTab(place: Place, document = this.world.pick(this.documents)): Tab {
    const tab = new Tab(this.world, document, () => place.device.hub);
    place.tabs.push(tab);
    tab.connect();
    return tab;
  }

  #closeTab(place: Place): void {
    // A tab that is closed takes unsaved edits with it only when nobody waits for it: people see the status line.
    const index = place.tabs.findIndex((tab) => tab.clean);
    const [tab] = index < 0 ? [] : place.tabs.splice(index, 1);
    this.#collect();
    tab?.close();
  }

  #collect(): void {
    for (const tabs of [this.outside, ...this.places.map((place) => place.tabs)]) {
      for (const tab of tabs) {
        const promised = this.promised.get(tab.document) ?? new Set();
        for (const token of tab.saved) promised.add(token);
        this.promised.set(tab.document, promised);
      }
    }
  }

  /** All faults end; then everyone must come to the same state by themselves. */
  async heal(): Promise<void> {
    this.relay.faulty = false;
    this.relay.tight = false;
    this.relay.startOver('own');
    this.relay.disk.full = false;
    for (const { device } of this.places) {
      device.disk.full = false;
      device.start();
    }
    // Whoever raised the bound asks that what was set aside is offered again, once the old links are known to be gone.
    await this.world.run(100);
    for (const { device } of this.places) device.reconnect();
    for (const place of this.places) {
      for (const document of this.documents) {
        if (!place.tabs.some((tab) => tab.document === document)) this.#openTab(place, document);
      }
    }
    await this.world.until(() => this.#quiet(), 180_000, 'everything synced, acknowledged and equal');
    this.#collect();
  }

  #quiet(): boolean {
    const settled = this.places.every(
      ({ device, tabs }) =>
        tabs.every((tab) => tab.clean) &&
        device.status?.waiting === 0 &&
        device.status.setAside === 0 &&
        device.status.link.kind === 'connected' &&
        device.status.link.caughtUp,
    );
    if (!settled || !this.outside.every((tab) => tab.clean)) return false;
    return this.documents.every((document) => new Set(this.contents(document)).size === 1);
  }

  /** The content of a document at every tab, every device's store and the relay's. */
  contents(document: DocumentName): readonly string[] {
    const tabs = [...this.outside, ...this.places.flatMap((place) => place.tabs)].filter(
      (tab) => tab.document === document,
    );
    const images = [this.relay.disk.image, ...this.places.map(({ device }) => device.disk.image)];
    return [...tabs.map((tab) => tab.tokens()), ...images.map((image) => stored(image, document))];
  }

  async closeAll(): Promise<void> {
    for (const { device, tabs } of this.places) {
      for (const tab of tabs) tab.close();
      await Promise.all([device.stop(), this.world.run(500)]);
    }
    for (const tab of this.outside) tab.close();
    // Long enough for the relay to notice devices that went without a word.
    await this.world.run(120_000);
  }
}

function stored(image: MemoryImage | undefined, document: DocumentName): string {
  const doc = new Y.Doc();
  for (const entry of image?.entries ?? []) if (entry.document === document) Y.applyUpdate(doc, entry.update);
  if (doc.store.pendingStructs || doc.store.pendingDs) return 'not causally closed';
  return document.endsWith('/facts')
    ? JSON.stringify(doc.getArray('records').toJSON())
    : doc.getText('default').toJSON();
}
