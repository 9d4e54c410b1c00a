import type { Reference } from '../../knowledge/reference.ts';
import { noFacts, type Path } from '../../model/facts.ts';
import { cellsUnder } from '../../model/items.ts';
import type { ProductView } from '../../model/product.ts';
import { checkMixedGoods } from '../check-mixed-load.ts';
import { judgeSetPoint } from '../check-set-point.ts';
import type { Finding } from '../finding.ts';
import type { ContainerView, Load } from '../load.ts';

/** What the checks would say of these products in one container, `label` being what people call it. */
export function mixedVerdicts(
  products: readonly ProductView[],
  label: string,
  reference: Reference,
): readonly Finding[] {
  return checkMixedGoods({ reference }, loadOf(products, label, null));
}

/** What the checks would say of a set point, °C, for a product. */
export function setPointVerdict(
  product: ProductView,
  setPoint: string,
  label: string,
  reference: Reference,
): readonly Finding[] {
  return judgeSetPoint({ reference }, loadOf([product], label, setPoint), product);
}

/** A container that is only thought of, with these goods in it. */
function loadOf(products: readonly ProductView[], label: string, setPoint: string | null): Load {
  const path = `containers/plan${label}` as Path;
  const none = cellsUnder(
    { kind: 'order', home: noFacts, commercial: null },
    path,
  ) as ContainerView['fields'];
  const fields: ContainerView['fields'] =
    setPoint === null
      ? none
      : { ...none, set_point: { ...none.set_point, cell: { kind: 'one', value: setPoint } } };
  return {
    container: { id: `plan${label}`, path, removedAndChanged: false, fields },
    label,
    parts: products.map((view) => ({ product: view.id, view, cartons: null })),
    sure: true,
  };
}
