import { element } from './element.ts';
import type { CardTexts } from './texts.ts';

/** A card element by element as `client/views/OrderCard.svelte` draws it. */
export function markupCard(texts: CardTexts): HTMLElement {
  const card = element('a', 'card');
  card.id = `card-${texts.id}`;
  card.href = `/bench/orders/${texts.id}`;
  card.tabIndex = -1;
  card.dataset['order'] = texts.id;

  const owner = element('span', 'ava pa', texts.owner.slice(-1));
  owner.role = 'img';
  owner.ariaLabel = texts.owner;
  owner.title = texts.owner;
  const here = element('span', 'here');
  here.append(owner);
  const top = element('div', 'top');
  top.append(element('span', '', texts.number), here);

  const goods = element('p', 'goods cut');
  goods.append(`${texts.goods} `, element('span', 'mute', texts.counts));

  const cartons = element('span', 'q');
  cartons.append(element('b', '', texts.cartons), ' ', element('small', '', 'ctn'));
  const plates = element('span', 'plates');
  plates.append(element('span', 'temp cold', `${texts.setPoint}\u00a0°C`));
  const numbers = element('div', 'nums');
  numbers.append(cartons, element('span', 'cont', texts.containers), plates);

  const time = element('time', '', texts.day);
  time.dateTime = texts.date;
  const date = element('span', '', 'Latest shipment ');
  date.append(time);
  const foot = element('p', 'foot');
  foot.append(date, element('span', 'due', `${texts.left} d`));

  card.append(top, element('h3', 'cut', texts.customer), goods, numbers, foot);
  return card;
}
