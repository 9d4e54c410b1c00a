import { Dexie, liveQuery } from 'dexie';
import { SvelteMap } from 'svelte/reactivity';
import type { Author, Change } from '../../shared/model/facts.ts';
import type { EntityKind } from '../../shared/model/field.ts';
import type { CustomerRow, OrderRow, ProductRow, Shelf, StageRow, TeamRow } from '../../shared/model/rows.ts';
import { defaultStages } from '../../shared/model/stages.ts';
import { outOfTrash } from '../../shared/model/trash.ts';
import { teamBoard } from '../../shared/model/team-ids.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { EntityId, WorkspaceId } from '../../shared/sync/document-name.ts';
import type { GroupKey } from '../../shared/views/grouping.ts';
import { connectLocalRelay } from '../local/connect.ts';
import { personName, rememberPersonName } from '../local/identity.ts';
import { guardEdits } from '../local/guard-edits.ts';
import type { LocalRelay, TabEdits } from '../local/local-relay.ts';
import { forgetKeyInAddress } from '../local/workspace-key.ts';
import { rowsOf } from '../local/rows.ts';
import type { DeviceStatus } from '../worker/messages.ts';
import type { Question } from '../worker/question.ts';
import { Learning } from './learning.svelte.ts';
import { Live } from './live.svelte.ts';
import { NotWritten } from './not-written.ts';
import { OrderList } from './order-list.svelte.ts';
import { OrderRows } from './order-rows.ts';
import { Part } from './part.svelte.ts';
import { wall } from './ports.svelte.ts';
import { colorOf, type PersonColor } from './person.ts';
import { Presence, type Colleague } from './presence.svelte.ts';
import type { Shown } from './shown.ts';
import { UndoStack, type TakenBack, type Written } from './undo.svelte.ts';

const byId = <T extends { readonly id: EntityId }>(rows: readonly T[]): ReadonlyMap<EntityId, T> =>
  new Map(rows.map((row) => [row.id, row]));

const first = (shelf: Shelf, stage?: string) => [shelf, stage ?? Dexie.minKey, Dexie.minKey];
const last = (shelf: Shelf, stage?: string) => [shelf, stage ?? Dexie.maxKey, Dexie.maxKey];
/** Single orders followed at a time; of more the one asked for first is not kept in step any longer. */
const mostFollowed = 64;

/** Yjs and what writes with it: the rows of the board need neither. */
const documents = new Part(() => import('../local/open-documents.ts'), 'beforeAnyEdit');
const changing = new Part(() => import('./change-once.ts'));
const keeping = new Part(() => import('./keep-version.ts'));
const beginning = new Part(() => import('./begin-note.ts'));
const takingBack = new Part(() => import('./take-back.ts'));

type NumbersQuestion = Question & { readonly kind: 'numbers' };
type FoundQuestion = Question & { readonly kind: 'found' };
type ChangesQuestion = Question & { readonly kind: 'changes' };

/** An entity that went into the trash, with the words people call it by. */
export interface Deleted {
  readonly kind: EntityKind;
  readonly id: EntityId;
  readonly title: string;
}

/** A workspace as this tab sees it: rows, the state of saving, people, and the ways to change entities. */
export class Workspace {
  readonly id: WorkspaceId;
  readonly relay: LocalRelay;
  readonly presence: Presence;
  /** What this person did in this tab, to be taken back. */
  readonly actions: UndoStack;
  /** Orders finished here, of which it is asked what they taught. */
  readonly learning: Learning;
  /** How many orders stand in each stage, for whoever needs no more than that. */
  readonly overview: OrderList;
  readonly #orders: OrderRows<OrderRow>;
  readonly #found: OrderRows<Found>;
  readonly #toSettle: Live<readonly OrderRow[]>;
  /** Single orders that something on the page tells of, and what ends following each. */
  readonly #followed = new SvelteMap<EntityId, OrderRow | null>();
  readonly #following = new Map<EntityId, () => void>();
  readonly #customers: Live<readonly CustomerRow[]>;
  readonly #products: Live<readonly ProductRow[]>;
  readonly #team: Live<TeamRow | null>;
  readonly #customerMap = $derived.by(() => byId(this.#customers.value));
  readonly #productMap = $derived.by(() => byId(this.#products.value));
  #status = $state.raw<DeviceStatus | null>(null);
  #edits: TabEdits = $state.raw({ unsaved: 0, refused: 0 });
  #keyRefused = $state(false);
  #unwritten = $state.raw<NotWritten | null>(null);
  #deleted = $state.raw<Deleted | null>(null);
  #person = $state<string | null>(personName());
  readonly #changes = new Map<EntityId, Promise<void>>();

  constructor(id: WorkspaceId, key: string | null) {
    this.id = id;
    this.learning = new Learning(id);
    this.relay = connectLocalRelay(
      id,
      key,
      (verdict) => {
        forgetKeyInAddress();
        this.#keyRefused = verdict === 'refused';
      },
      () => documents.load(),
    );
    const guard = guardEdits(window, navigator.storage);
    const rows = rowsOf(id);
    this.#found = new OrderRows((ids) => rows.foundOf(ids));
    this.#orders = new OrderRows(async (ids) => {
      // Beside its row, so that a card is drawn with what was found in it and does not grow a moment later.
      const [orders, found] = await Promise.all([rows.ordersOf(ids), rows.foundOf(ids)]);
      this.#found.prime(found);
      return orders;
    });
    const found = this.relay.watch<FoundQuestion>(
      { kind: 'found', today: wall.today },
      ({ rows: written }) => {
        if (written === null) this.#found.allOld();
        else this.#found.written(written);
      },
    );
    $effect.root(() => {
      $effect(() => found.ask({ kind: 'found', today: wall.today }));
    });
    this.relay.watch<ChangesQuestion>({ kind: 'changes' }, ({ rows: written, of }) => {
      if (written !== null) this.#orders.written(written);
      else if (of) this.#orders.old(of);
      else this.#orders.allOld();
    });
    this.#toSettle = new Live(() => rows.orders.where('toSettle').equals(1).toArray(), []);
    this.#customers = new Live(() => rows.customers.toArray(), []);
    this.#products = new Live(() => rows.products.toArray(), []);
    this.#team = new Live(async () => (await rows.team.get(teamBoard)) ?? null, null);
    this.overview = this.count('stage');
    this.presence = new Presence(this.relay);
    this.presence.setName(this.#person);
    this.actions = new UndoStack(
      (action, mine) => this.#takeBack(action, mine),
      async (note) => {
        const { readOnlyNow } = await takingBack.load();
        return readOnlyNow(this.relay, note);
      },
      (written) => this.learning.see(written, this.stages.at(-1)?.id),
    );
    this.relay.onStatus((status, edits) => {
      this.#status = status;
      this.#edits = edits;
      guard(edits);
    });
  }

  /** Open orders counted by something; who asks for it stops it. */
  count(group: GroupKey): OrderList {
    return new OrderList(this, {
      query: '',
      shelf: 'open',
      layout: { group, lane: null, sort: { key: 'position', descending: false } },
      find: [],
      language: 'en',
      today: '',
    });
  }

  /** Open and archived orders with something to settle. */
  get toSettle(): readonly OrderRow[] {
    return this.#toSettle.value;
  }

  /** Whether the workspace holds nothing at all; null while that is not known. */
  get empty(): boolean | null {
    const orders = this.overview.count;
    return orders === null || !this.loaded ? null : orders + this.customers.size + this.products.size === 0;
  }

  /** The row of one order; null where it is not here, or not read yet. Whoever reads it follows it. */
  order(id: EntityId): OrderRow | null {
    if (!this.#following.has(id)) this.#follow(id);
    return this.#followed.get(id) ?? null;
  }

  #follow(id: EntityId): void {
    this.#following.set(
      id,
      this.watchOrders([id], ([row]) => this.#followed.set(id, row ?? null)),
    );
    const [oldest] = this.#following;
    if (!oldest || this.#following.size <= mostFollowed) return;
    oldest[1]();
    this.#following.delete(oldest[0]);
  }

  /** The rows of orders, now and at each change of one of them, until what it gives is called. */
  watchOrders(ids: readonly EntityId[], read: (rows: readonly (OrderRow | undefined)[]) => void): () => void {
    return this.#orders.watch(ids, read);
  }

  /** What the checks found in orders, now and at each change, until what it gives is called. */
  watchFound(ids: readonly EntityId[], read: (found: readonly (Found | undefined)[]) => void): () => void {
    return this.#found.watch(ids, read);
  }

  /** The same as far as it is known at once. */
  foundNow(id: EntityId): Found | undefined {
    return this.#found.peek(id);
  }

  /** The rows of orders as they are now, without those that are not here. */
  async orders(ids: readonly EntityId[]): Promise<readonly OrderRow[]> {
    const rows = await rowsOf(this.id).ordersOf(ids);
    return rows.filter((row) => row !== undefined);
  }

  /** The first orders of a stage, in the order of the board. */
  watchFirst(
    shelf: Shelf,
    stage: string,
    limit: number,
    read: (rows: readonly OrderRow[]) => void,
  ): () => void {
    const watched = liveQuery(() => this.#inStage(shelf, stage).limit(limit).toArray()).subscribe({
      next: read,
      error: () => undefined,
    });
    return () => watched.unsubscribe();
  }

  /** The order that stands first in a stage. */
  async topOf(stage: string): Promise<OrderRow | null> {
    return (await this.#inStage('open', stage).first()) ?? null;
  }

  #inStage(shelf: Shelf, stage: string) {
    return rowsOf(this.id)
      .orders.where('[shelf+stage+position]')
      .between(first(shelf, stage), last(shelf, stage));
  }

  /** Open orders of a customer or with a product, at most `limit`; asked for by the view that shows them, which stops it. */
  ordersWith(index: 'customers' | 'products', id: EntityId, limit: number): Live<readonly OrderRow[]> {
    const table = rowsOf(this.id).orders;
    return new Live(
      () =>
        table
          .where(index)
          .equals(id)
          .filter((row) => row.shelf === 'open')
          .limit(limit)
          .toArray(),
      [],
    );
  }

  /**
   * Orders of a shelf that pass, at most `limit`; asked for only by the view that shows them, which stops it. One after
   * the other out of the table: however many there are, nothing waits for them.
   */
  ordersOn(shelf: Shelf, pass: (row: OrderRow) => boolean, limit: number): Live<readonly OrderRow[]> {
    const rows = rowsOf(this.id);
    return new Live(
      () =>
        rows.orders
          .where('[shelf+stage+position]')
          .between(first(shelf), last(shelf))
          .filter(pass)
          .limit(limit)
          .toArray(),
      [],
    );
  }

  /** The highest order number in use, archived orders included. */
  highestNumber(): Promise<string | null> {
    return new Promise((resolve) => {
      const standing = this.relay.watch<NumbersQuestion>({ kind: 'numbers', like: [] }, ({ highest }) => {
        standing.stop();
        resolve(highest);
      });
    });
  }

  /** Who has one of these order numbers, now and at each change, until what it gives is called. */
  watchNumbers(like: readonly string[], read: (holders: readonly EntityId[]) => void): () => void {
    const standing = this.relay.watch<NumbersQuestion>({ kind: 'numbers', like }, ({ holders }) =>
      read(holders),
    );
    return () => standing.stop();
  }

  get loaded(): boolean {
    return this.#customers.loaded && this.#products.loaded;
  }

  get customers(): ReadonlyMap<EntityId, CustomerRow> {
    return this.#customerMap;
  }

  get products(): ReadonlyMap<EntityId, ProductRow> {
    return this.#productMap;
  }

  get team(): TeamRow | null {
    return this.#team.value;
  }

  get stages(): readonly StageRow[] {
    return this.team?.stages ?? defaultStages;
  }

  /** A stage in use or retired; null for an id nobody knows. */
  stage(id: string): StageRow | null {
    return (
      this.stages.find((stage) => stage.id === id) ??
      this.team?.retired.find((stage) => stage.id === id) ??
      null
    );
  }

  get status(): DeviceStatus | null {
    return this.#status;
  }

  /** What of this tab's edits is not on the device. */
  get edits(): TabEdits {
    return this.#edits;
  }

  /** The relay does not know the key of this page's address; the device goes on with the one it had. */
  get keyRefused(): boolean {
    return this.#keyRefused;
  }

  /** Why the last change that could not be written was not; null once one was, or it was read. */
  get unwritten(): NotWritten | null {
    return this.#unwritten;
  }

  /** What stands in `keyRefused` and `unwritten` has been read. */
  dismiss(): void {
    this.#keyRefused = false;
    this.#unwritten = null;
  }

  /** The name this person gave; null before that. */
  get person(): string | null {
    return this.#person;
  }

  get author(): Author {
    const link = this.#status?.link.kind;
    const offline = link === 'offline' || link === 'refused';
    return { person: this.#person ?? '', device: this.relay.device, ...(offline && { offline }) };
  }

  /** Other people here, each once; this person's other tabs are not others. */
  get people(): readonly Colleague[] {
    return this.#others(this.presence.tabs);
  }

  peopleOn(entity: EntityId): readonly Colleague[] {
    return this.#others(this.presence.tabs.filter((tab) => tab.entity === entity));
  }

  #others(tabs: readonly Colleague[]): readonly Colleague[] {
    const seen = new Map<string, Colleague>();
    for (const tab of tabs) {
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
    if (this.#person !== null && this.#person !== name) this.actions.clear();
    rememberPersonName(name);
    this.#person = name;
    this.presence.setName(name);
  }

  /** What was deleted last in this tab, as long as that can be taken back with one press. */
  get deleted(): Deleted | null {
    return this.#deleted;
  }

  /** Says that something was deleted here, or, with null, that nobody need be offered to take it back any more. */
  tellDeleted(deleted: Deleted | null): void {
    this.#deleted = deleted;
  }

  /** Takes an entity out of the trash. */
  async restore(kind: EntityKind, id: EntityId): Promise<boolean> {
    if (this.#deleted?.id === id) this.#deleted = null;
    return this.change(kind, id, outOfTrash);
  }

  /**
   * Changes an entity that no view holds open. Gives whether it was written; if not, `unwritten` says why. `shown` is
   * what its row showed where that matters: what a colleague has written there since is not superseded.
   */
  async change(kind: EntityKind, id: EntityId, change: Change, shown?: Shown): Promise<boolean> {
    const written = await this.changePart(kind, id, change, shown, (part) => this.actions.did(part));
    return written !== null;
  }

  /**
   * The same as a part of an action on several entities: whoever does that says so when all of it is written. Null where
   * it was not.
   */
  changePart(
    kind: EntityKind,
    id: EntityId,
    change: Change,
    shown?: Shown,
    did: (part: Written) => void = (part) => this.actions.didPart(part),
  ): Promise<Written | null> {
    // One after the other in an entity: what this tab wrote a moment ago has been seen.
    const before = this.#changes.get(id) ?? Promise.resolve();
    const written = before.then(() => this.#changeOnce(kind, id, change, shown, did));
    const ended = written.then(
      () => undefined,
      () => undefined,
    );
    this.#changes.set(id, ended);
    return written;
  }

  async #changeOnce(
    kind: EntityKind,
    id: EntityId,
    change: Change,
    shown: Shown | undefined,
    did: (part: Written) => void,
  ): Promise<Written | null> {
    const { changeOnce } = await changing.load();
    const mine = this.actions.mine(id);
    const written = await this.#tell(
      changeOnce(this.relay, kind, id, this.author, change, { ...(shown && { shown }), mine }),
    );
    if (written) did(written);
    return written;
  }

  /** Keeps a note's text as a version; false for one that is too long, null when it could not be written. */
  async keepNote(
    kind: EntityKind,
    id: EntityId,
    text: string,
    title: string | null = null,
    unlessWithin = 0,
  ): Promise<boolean | null> {
    const { keepNoteVersion } = await keeping.load();
    return this.#tell(keepNoteVersion(this.relay, kind, id, this.author, text, title, unlessWithin));
  }

  /** Writes the first lines of a note that nobody has begun. */
  async beginNote(kind: EntityKind, id: EntityId, lines: readonly string[]): Promise<void> {
    const { beginNote } = await beginning.load();
    await this.#tell(beginNote(this.relay, kind, id, lines));
  }

  async #takeBack(action: Written, mine: ReadonlySet<string>): Promise<TakenBack | null> {
    const { takeBack } = await takingBack.load();
    const taken = await this.#tell(takeBack(this.relay, this.author, action, mine));
    // Nobody need be offered to take back what just was.
    if (taken && this.#deleted?.id === action.id) this.#deleted = null;
    return taken;
  }

  /** null for what could not be written; then `unwritten` says why. */
  async #tell<T>(writing: Promise<T>): Promise<T | null> {
    try {
      const written = await writing;
      this.#unwritten = null;
      return written;
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      this.#unwritten = error;
      return null;
    }
  }
}
