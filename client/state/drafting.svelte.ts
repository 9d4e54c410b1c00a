import { captureRows } from '../../shared/capture/capture-rows.ts';
import { choose, type Capture, type Piece, type Reading } from '../../shared/capture/capture.ts';
import { draftOf, type Draft } from '../../shared/capture/draft.ts';
import { fillsOf, type Fill } from '../../shared/capture/fills.ts';
import type { Known } from '../../shared/capture/known.ts';
import { customerInRow, productInRow } from '../../shared/capture/known-rows.ts';
import { lexiconOf, type Lexicon } from '../../shared/capture/lexicon.ts';
import { readsAsOrder } from '../../shared/capture/reads-as-order.ts';
import { recognise } from '../../shared/capture/recognise.ts';
import { wishOf, type LineWish } from '../../shared/capture/wish.ts';
import { createOrders } from './create.ts';
import { filling } from './origins.svelte.ts';
import { wall } from './ports.svelte.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Of a list copied out of a sheet; more are no orders that somebody looks through one by one. */
export const mostRows = 50;
/** The codes of the reference containers, which are many times as large. */
const containerTypes = ['20RF', '40RF', '40RH', '45RH', '20GP', '40GP', '40HC', '45HC'];

/** What a person has said of a line: what a piece is, and what is not to be added. */
interface Said {
  readonly readings: ReadonlyMap<string, Reading>;
  readonly dropped: ReadonlySet<string>;
}
const nothingSaid: Said = { readings: new Map(), dropped: new Set() };

/** A line read as an order, as far as a person has not said otherwise. */
export interface ReadLine {
  readonly line: string;
  readonly capture: Capture;
  readonly fills: readonly Fill[];
  /** Money that finds no place: it is not kept, for a note is read by all. */
  readonly withheld: readonly Piece[];
  /** Patterns of what is known that somebody has turned down. */
  readonly dropped: ReadonlySet<string>;
  /** Whether the line reads as an order by itself. */
  readonly reads: 'surely' | 'maybe' | 'no';
}

/** Reads lines as orders and makes drafts of them. What was corrected stays corrected while the line is typed on. */
export class Drafting {
  readonly #workspace: Workspace;
  readonly #lexicon: Lexicon = $derived.by(() => lexiconOf(this.#known()));
  #said: ReadonlyMap<string, Said> = $state.raw(new Map());

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The lines of a pasted text, where it is several. */
  static rowsIn(text: string): readonly string[] | null {
    const rows = captureRows(text);
    return rows.length > 1 ? rows.slice(0, mostRows) : null;
  }

  /** `key` tells lines apart of which each is corrected by itself. */
  read(line: string, key = ''): ReadLine {
    const { readings, dropped } = this.#said.get(key) ?? nothingSaid;
    const first = recognise(line, this.#lexicon, wall.today);
    const capture = first.pieces.reduce((so, piece, index) => {
      const reading = readings.get(piece.text);
      return reading === undefined ? so : choose(so, index, reading);
    }, first);
    const fills = fillsOf(capture, this.#lexicon).filter(({ pattern }) => !dropped.has(pattern));
    const { withheld } = this.#draft(capture, fills);
    return { line, capture, fills, withheld, dropped, reads: readsAsOrder(first) };
  }

  /** What a line says of a load. */
  wish(line: string): LineWish {
    return wishOf(recognise(line, this.#lexicon, wall.today), this.#lexicon);
  }

  choose(piece: Piece, reading: Reading, key = ''): void {
    const said = this.#said.get(key) ?? nothingSaid;
    this.#say(key, { ...said, readings: new Map(said.readings).set(piece.text, reading) });
  }

  drop(fill: Fill, key = ''): void {
    const said = this.#said.get(key) ?? nothingSaid;
    this.#say(key, { ...said, dropped: new Set(said.dropped).add(fill.pattern) });
  }

  forget(): void {
    this.#said = new Map();
  }

  #say(key: string, said: Said): void {
    this.#said = new Map(this.#said).set(key, said);
  }

  #draft(capture: Capture, fills: readonly Fill[]): Draft {
    return draftOf(capture, fills, this.#lexicon, Math.random);
  }

  /** Makes the orders, each with what was not understood in its note. Gives those that could be written. */
  async make(lines: readonly ReadLine[]): Promise<readonly EntityId[]> {
    const drafts = lines.map(({ capture, fills }) => this.#draft(capture, fills));
    const { filledDraft } = await filling.load();
    const presets: Readonly<Record<string, string>>[] = [];
    for (const [index, draft] of drafts.entries())
      presets.push(await filledDraft(this.#workspace, draft, lines[index]?.dropped ?? new Set()));
    const made = await createOrders(this.#workspace, wall.today, presets);
    for (const [index, id] of made.entries()) {
      const rest = drafts[index]?.rest ?? [];
      if (rest.length > 0) await this.#workspace.beginNote('order', id, rest);
    }
    return made;
  }

  #known(): Known {
    const { customers, products, stages, team, person } = this.#workspace;
    return {
      customers: [...customers.values()].filter((row) => row.shelf === 'open').map(customerInRow),
      products: [...products.values()].filter((row) => row.shelf === 'open').map(productInRow),
      containerTypes,
      ports: [],
      stages,
      people: [...new Set([...(team?.members ?? []).map(({ name }) => name), person ?? ''])].filter(Boolean),
    };
  }
}
