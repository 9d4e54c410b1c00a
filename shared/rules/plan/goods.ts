import type { ContainerType } from '../../knowledge/reference.ts';
import type { ProductView } from '../../model/product.ts';
import { sole } from '../case.ts';
import type { Entered } from '../figures.ts';
import type { PackingView } from '../packing.ts';
import type { Goods } from './plan-container.ts';

/** The packing by its id; where none is named, the only one, and of several none: nobody said which. */
export function packingFor(product: ProductView, id: string | null): PackingView | null {
  if (id !== null) return product.packings.find((one) => one.id === id) ?? null;
  const [first, ...others] = product.packings;
  return first !== undefined && others.length === 0 ? first : null;
}

/** What is known of a packing, as a plan takes it; a value in dispute is not known. */
export function goodsOf(
  key: string,
  packing: PackingView | null,
  type: ContainerType,
  cartons: Entered,
): Goods {
  const at = (name: keyof PackingView['fields']): Entered => (packing ? sole(packing.fields[name]) : null);
  const house = type.code === '40RH' ? at('cartons_40rh') : type.code === '20RF' ? at('cartons_20rf') : null;
  return {
    key,
    length: at('length_mm'),
    width: at('width_mm'),
    height: at('height_mm'),
    gross: at('gross_kg'),
    perPallet: at('cartons_per_pallet'),
    house,
    cartons,
  };
}
