import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Board, Obstacle } from '../state/board.svelte.ts';
import type { Spot } from '../state/board-cell.svelte.ts';
import type { Drop } from './drag.ts';
import type { DragHandlers } from './dragging.ts';

/** What a board does about a drag besides moving the card. */
interface DragEnds {
  begun(): void;
  moved(id: EntityId): void;
  /** Given up, or let go where it cannot be put. */
  givenUp(why: Obstacle | null): void;
}

/** A card that is dragged over a board: from where, to where, and why not. */
export class BoardDrag implements DragHandlers {
  readonly #board: () => Board;
  readonly #ends: DragEnds;
  #card: { readonly id: EntityId; readonly from: Spot } | null = $state.raw(null);
  #drop: Drop | null = $state.raw(null);
  #obstacle: Obstacle | null = $state(null);

  constructor(board: () => Board, ends: DragEnds) {
    this.#board = board;
    this.#ends = ends;
  }

  get card(): { readonly id: EntityId; readonly from: Spot } | null {
    return this.#card;
  }

  /** Where the card would land. */
  get drop(): Drop | null {
    return this.#drop;
  }

  get obstacle(): Obstacle | null {
    return this.#obstacle;
  }

  begin(id: EntityId, from: Spot): void {
    this.#card = { id, from };
    this.#ends.begun();
  }

  over(place: Drop | null): void {
    const from = this.#card?.from;
    this.#obstacle = from && place ? this.#board().obstacle(from, spotOf(place, from)) : null;
    this.#drop = this.#obstacle === null ? place : null;
  }

  end(id: EntityId, place: Drop | null): void {
    const from = this.#card?.from;
    const why = from && place ? this.#board().obstacle(from, spotOf(place, from)) : null;
    this.#card = null;
    this.#drop = null;
    this.#obstacle = null;
    if (!from || !place || why !== null) {
      this.#ends.givenUp(why);
      return;
    }
    const board = this.#board();
    const between = place.kind === 'stop' ? board.betweenAt(id, spotOf(place, from), 0) : place;
    if (between) void board.move(id, between, from);
    this.#ends.moved(id);
  }
}

/** A stop stands for its column in the lane where a card was taken. */
function spotOf(place: Drop, from: Spot): Spot {
  return { group: place.group, lane: place.kind === 'stop' ? from.lane : place.lane };
}
