import { only } from '../../shared/model/cell-values.ts';
import { readCustomer } from '../../shared/model/customer.ts';
import { kindOf } from '../../shared/model/documents.ts';
import type { FactValue } from '../../shared/model/facts.ts';
import { newItemId } from '../../shared/model/ids.ts';
import type { ItemView } from '../../shared/model/items.ts';
import { positionBetween } from '../../shared/model/position.ts';
import { readProduct } from '../../shared/model/product.ts';
import type { HabitSubject, Polarity } from '../../shared/rules/guess-lesson.ts';
import type { EntityId } from '../../shared/sync/document-name.ts';
import { factsOf } from './fill-order.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What an order taught, and of whom or what. */
export interface Lesson {
  readonly text: string;
  readonly order: EntityId;
  /** As people call the order. */
  readonly number: string;
  /** A customer or a product. */
  readonly about: EntityId;
  readonly subject: HabitSubject;
  readonly polarity: Polarity;
}

/** Files it as a habit of the customer or an entry of the product, with the order as its source; false: not written. */
export async function fileLesson(workspace: Workspace, lesson: Lesson, today: string): Promise<boolean> {
  const { text, order, number, about, subject, polarity } = lesson;
  const kind = kindOf(about);
  const id = newItemId(Math.random);
  const facts = await factsOf(workspace, about);
  switch (kind) {
    case 'customer': {
      const position = after(readCustomer(about, ...facts).habits);
      const habit = { position, text, subject, polarity, since: today, source: number, orders: [order] };
      return workspace.change(kind, about, { set: under(`habits/${id}`, habit) });
    }
    case 'product': {
      const position = after(readProduct(about, ...facts).lessons);
      return workspace.change(kind, about, {
        set: under(`lessons/${id}`, { position, text, since: today, orders: [order] }),
      });
    }
    case 'order':
    case 'team':
    case null:
      return false;
  }
}

function after(items: readonly ItemView<'position'>[]): string {
  const last = items.at(-1);
  return positionBetween(last ? only(last.fields.position.cell) : null, null, Math.random);
}

function under(
  path: string,
  fields: Readonly<Record<string, FactValue>>,
): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${path}/${name}`, value]));
}
