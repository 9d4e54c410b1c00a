import type * as Y from 'yjs';
import { comparePosition } from '../../../shared/model/position.ts';
import { defaultStages } from '../../../shared/model/stages.ts';
import { element } from './element.ts';
import { textsOf, type CardTexts, type Entity, type Names } from './texts.ts';

export type Draw = (texts: CardTexts) => HTMLElement;

export interface Board {
  /** Draws these orders anew: their cards alone when they are on the board, else the columns they come into. */
  redraw(ids: ReadonlySet<string>): void;
}

interface Column {
  readonly list: HTMLElement;
  readonly count: HTMLElement;
}

/** The board in the app's frame and styles, empty at first. */
export function drawBoard(orders: Y.Map<Entity>, names: Names, draw: Draw): Board {
  const columns = new Map<string, Column>();
  const cards = new Map<string, { readonly item: HTMLElement; readonly stage: string }>();
  const scroller = element('div', 'cols');
  for (const { id, nameEn } of defaultStages) {
    const section = element('section', 'col');
    section.dataset['group'] = id;
    const header = element('header');
    const count = element('span', 'mute', '0');
    const list = element('ul', 'cards');
    header.append(element('h2', '', nameEn), count);
    section.append(header, list);
    scroller.append(section);
    columns.set(id, { list, count });
  }
  const board = element('div', 'board');
  board.append(element('div', 'route'), scroller);
  const area = element('div', 'stagearea');
  area.append(board);
  const main = element('main', 'main');
  main.append(element('div', 'bar'), area);
  const app = element('div', 'app');
  app.append(element('nav', 'rail'), main);
  document.querySelector('#app')?.replaceWith(app);

  function redraw(ids: ReadonlySet<string>): void {
    const touched = new Set<string>();
    for (const id of ids) {
      const order = orders.get(id);
      const stage = order?.get('stage') ?? '';
      const known = cards.get(id);
      if (known && known.stage !== stage) touched.add(known.stage);
      if (!order) {
        cards.delete(id);
        continue;
      }
      const card = draw(textsOf(id, order, names));
      if (known?.stage === stage) {
        known.item.replaceChildren(card);
        continue;
      }
      const item = element('li');
      item.append(card);
      cards.set(id, { item, stage });
      touched.add(stage);
    }
    for (const stage of touched) fill(stage);
  }

  function fill(stage: string): void {
    const column = columns.get(stage);
    if (!column) return;
    const here = [...cards]
      .filter(([, card]) => card.stage === stage)
      .map(([id, { item }]) => ({ id, item, position: orders.get(id)?.get('position') ?? '' }))
      .sort(comparePosition);
    column.list.replaceChildren(...here.map(({ item }) => item));
    column.count.textContent = String(here.length);
  }

  return { redraw };
}
