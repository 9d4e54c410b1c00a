import { Dexie } from 'dexie';
import type { Author, Change } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import type { CustomerRow, OrderRow, ProductRow, StageRow, TeamRow } from '../../shared/model/rows.ts';
import { valuesOf } from '../../shared/model/cell.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import { teamBoard } from '../../shared/model/team.ts';
import type { EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import { connectLocalRelay } from '../local/connect.ts';
import { personName, rememberPersonName } from '../local/identity.ts';
import type { LocalRelay } from '../local/local-relay.ts';
import { forgetKeyInAddress } from '../local/workspace-key.ts';
import { rowsOf } from '../local/rows.ts';
import type { DeviceStatus } from '../worker/messages.ts';
import { Live } from './live.svelte.ts';
import { Part } from './part.svelte.ts';
import { colorOf, type PersonColor } from './person.ts';
import { Presence, type Colleague } from './presence.svelte.ts';

const byId = <T extends { readonly id: EntityId }>(rows: readonly T[]): ReadonlyMap<EntityId, T> =>
  new Map(rows.map((row) => [row.id, row]));

const first = (archived: 0 | 1) => [archived, Dexie.minKey, Dexie.minKey];
const last = (archived: 0 | 1) => [archived, Dexie.maxKey, Dexie.maxKey];

/** Yjs and what writes with it: the rows of the board need neither. */
const documents = new Part(() => import('../local/open-documents.ts'));
const changing = new Part(() => import('./entity.svelte.ts'));

/** A workspace as this tab sees it: rows, the state of saving, people, and the ways to change entities. */
export class Workspace {
  readonly id: WorkspaceId;
  readonly relay: LocalRelay;
  readonly presence: Presence;
  readonly #orders: Live<readonly OrderRow[]>;
  readonly #customers: Live<readonly CustomerRow[]>;
  readonly #products: Live<readonly ProductRow[]>;
  readonly #team: Live<TeamRow | null>;
  readonly #customerMap = $derived.by(() => byId(this.#customers.value));
  readonly #productMap = $derived.by(() => byId(this.#products.value));
  readonly #orderMap = $derived.by(() => byId(this.#orders.value));
  #status = $state.raw<DeviceStatus | null>(null);
  #unsaved = $state(0);
  #person = $state<string | null>(personName());

  constructor(id: WorkspaceId, key: string | null) {
    this.id = id;
    this.relay = connectLocalRelay(id, key, forgetKeyInAddress, () => documents.load());
    const rows = rowsOf(id);
    this.#orders = new Live(
      () => rows.orders.where('[archived+stage+position]').between(first(0), last(0)).toArray(),
      [],
    );
    this.#customers = new Live(() => rows.customers.toArray(), []);
    this.#products = new Live(() => rows.products.toArray(), []);
    this.#team = new Live(async () => (await rows.team.get(teamBoard)) ?? null, null);
    this.presence = new Presence(this.relay);
    this.presence.setName(this.#person);
    this.relay.onStatus((status, unsaved) => {
      this.#status = status;
      this.#unsaved = unsaved;
    });
  }

  /** Orders on the board: those not archived. */
  get orders(): readonly OrderRow[] {
    return this.#orders.value;
  }

  /** Archived orders; asked for only by the view that shows them, which stops it. */
  archivedOrders(): Live<readonly OrderRow[]> {
    const rows = rowsOf(this.id);
    return new Live(
      () => rows.orders.where('[archived+stage+position]').between(first(1), last(1)).toArray(),
      [],
    );
  }

  /** Every number in use, archived orders included. */
  async orderNumbers(): Promise<readonly { readonly id: EntityId; readonly numbers: readonly string[] }[]> {
    const rows = await rowsOf(this.id).orders.toArray();
    return rows.map((row) => ({ id: row.id, numbers: valuesOf(row.number) }));
  }

  get loaded(): boolean {
    return this.#orders.loaded && this.#customers.loaded && this.#products.loaded;
  }

  get customers(): ReadonlyMap<EntityId, CustomerRow> {
    return this.#customerMap;
  }

  get products(): ReadonlyMap<EntityId, ProductRow> {
    return this.#productMap;
  }

  get orderById(): ReadonlyMap<EntityId, OrderRow> {
    return this.#orderMap;
  }

  get team(): TeamRow | null {
    return this.#team.value;
  }

  get stages(): readonly StageRow[] {
    return this.team?.stages ?? defaultStages;
  }

  get status(): DeviceStatus | null {
    return this.#status;
  }

  get unsaved(): number {
    return this.#unsaved;
  }

  /** The name this person gave; null before that. */
  get person(): string | null {
    return this.#person;
  }

  get author(): Author {
    return { person: this.#person ?? '', device: this.relay.device };
  }

  /** Other people here, each once; this person's other tabs are not others. */
  get people(): readonly Colleague[] {
    const seen = new Map<string, Colleague>();
    for (const tab of this.presence.tabs) {
      if (tab.device === this.relay.device && tab.name === (this.#person ?? '')) continue;
      const key = tab.name === '' ? tab.device : tab.name;
      if (!seen.has(key) || tab.field !== null) seen.set(key, tab);
    }
    return [...seen.values()];
  }

  peopleOn(entity: EntityId): readonly Colleague[] {
    const seen = new Map<string, Colleague>();
    for (const tab of this.presence.tabs) {
      if (tab.entity !== entity) continue;
      if (tab.device === this.relay.device && tab.name === (this.#person ?? '')) continue;
      const key = tab.name === '' ? tab.device : tab.name;
      if (!seen.has(key) || tab.field !== null) seen.set(key, tab);
    }
    return [...seen.values()];
  }

  colorOf(name: string): PersonColor {
    return colorOf(name, this.team);
  }

  giveName(name: string): void {
    rememberPersonName(name);
    this.#person = name;
    this.presence.setName(name);
  }

  /** Changes an entity that no view holds open. */
  async change(kind: EntityKind, id: EntityId, change: Change): Promise<void> {
    const { changeOnce } = await changing.load();
    await changeOnce(this.relay, kind, id, this.author, change);
  }
}
