import { element } from './element.ts';
import type { CardTexts } from './texts.ts';

/** The words of a card in as few elements as show them. */
export function plainCard(texts: CardTexts): HTMLElement {
  const card = element('a', 'card');
  card.dataset['order'] = texts.id;
  card.tabIndex = -1;
  const numbers = element('div', 'nums');
  const cartons = element('span', 'q');
  cartons.append(element('b', '', texts.cartons), ' ctn');
  numbers.append(cartons, element('span', 'cont', texts.containers), `${texts.setPoint}\u00a0°C`);
  card.append(
    element('div', 'top', `${texts.number} ${texts.owner.slice(-1)}`),
    element('h3', 'cut', texts.customer),
    element('p', 'goods cut', `${texts.goods} ${texts.counts}`),
    numbers,
    element('p', 'foot', `Latest shipment ${texts.day} ${texts.left} d`),
  );
  return card;
}
