import { tick } from 'svelte';
import type { EntityId } from '../../shared/sync/document-name.ts';
import type { Board } from '../state/board.svelte.ts';
import { sameSpot, type Spot } from '../state/board-cell.svelte.ts';

/** About half a second: whoever waits longer has gone elsewhere. */
const mostFrames = 30;

/** A card of a board, in one of the cells where it stands. */
export interface FocusedCard {
  readonly id: EntityId;
  readonly spot: Spot;
}

/** Where a card is to get the focus; asked anew until it has it. */
export interface Wanted {
  readonly id: EntityId | null;
  readonly at: ReturnType<Board['find']>;
}

/** What of a board's page the focus needs. */
export interface FocusGround {
  readonly board: () => Board;
  readonly scroller: () => HTMLElement;
  /** Draws the place of a card that is not drawn yet. */
  readonly reveal: (column: number, lane: number, index: number) => void;
}

/** Which card of a board has the focus, and how another one gets it. */
export class CardFocus {
  readonly #ground: FocusGround;
  #card: FocusedCard | null = $state.raw(null);
  #turn = {};

  constructor(ground: FocusGround) {
    this.#ground = ground;
  }

  /** The card that had it last. */
  get card(): FocusedCard | null {
    return this.#card;
  }

  /** It has come to this card. */
  came(card: FocusedCard): void {
    this.#card = card;
  }

  /** Where a card is that has the focus: of several of one order that one. */
  placeOf(id: EntityId): ReturnType<Board['find']> {
    const board = this.#ground.board();
    if (this.#card?.id !== id) return board.find(id);
    const { spot } = this.#card;
    const column = board.columns.findIndex(({ group }) => group === spot.group);
    const lane = board.lanes.indexOf(spot.lane);
    const index = board.columns[column]?.cells[lane]?.indexOf(id) ?? -1;
    return index < 0 ? board.find(id) : { column, lane, index };
  }

  /**
   * Puts the focus on a card: one that has just come into a column, or into the window that is drawn, can take it when
   * it has been read and laid out. `where` is asked anew, for a card that was moved may go on moving.
   */
  async settleOn(where: () => Wanted): Promise<void> {
    const turn = (this.#turn = {});
    for (let frame = 0; frame < mostFrames && this.#turn === turn; frame++) {
      await tick();
      const { id, at } = where();
      const spot = at && this.#ground.board().spotOf(at);
      if (id && spot) {
        this.#card = { id, spot };
        const card = this.#element(id, spot);
        card?.focus({ preventScroll: true });
        if (card && document.activeElement === card) {
          card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
          return;
        }
      }
      if (at) this.#ground.reveal(at.column, at.lane, at.index);
      await new Promise(requestAnimationFrame);
    }
  }

  #element(id: EntityId, spot: Spot): HTMLElement | null {
    const found = [...this.#ground.scroller().querySelectorAll<HTMLElement>(`[data-order="${id}"]`)];
    return (
      found.find((card) => {
        const cell = card.closest<HTMLElement>('[data-group]')?.dataset;
        return cell && sameSpot({ group: cell['group'] ?? '', lane: cell['lane'] ?? '' }, spot);
      }) ?? null
    );
  }
}
