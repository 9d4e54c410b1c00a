import type { ContainerType } from '../knowledge/reference.ts';
import type { Entered } from './figures.ts';
import type { LoadSpace } from './fill.ts';

/**
 * What a type of container holds, by the reference table: inner size in mm, payload in kg. Cargo in a reefer ends at
 * the red load line; where none is known the height stays unknown, and the ceiling does not stand in for it.
 */
export function loadSpaceOf(type: ContainerType): LoadSpace & { readonly payload: Entered } {
  return {
    length: type.raw.internal_length_mm,
    width: type.raw.internal_width_mm,
    stowHeight: isReefer(type) ? type.loadLineMm : type.raw.internal_height_mm,
    payload: type.maxPayloadKg,
  };
}

/** By the type group of its ISO 6346 size type: `45R1`. */
function isReefer(type: ContainerType): boolean {
  return /^.{2}[RH]/.test(type.raw.iso_size_type);
}
