const counted =
  'cartons?|ctns?|cases?|boxes|box|bags?|sacks?|crates?|baskets?|trays?|packages?|pkgs?|packs?|packets?|bales?|drums?|cans?|tins?|bottles?|rolls?|bundles?|pallets?|punnets?|jars?|pieces?|pcs?|items?|units?|sets?|pairs?|dozens?|doz|heads?';
const measured =
  'kgs?|kilos?|kilograms?|g|grams?|mts?|m\\/t|t|tons?|tonnes?|lbs?|pounds?|oz|ounces?|l|litres?|liters?|ml|gallons?|cbm|m3|m³|cu ?m|m|metres?|meters?|yards?|yds?|feet|ft|sqm|m2|m²';

const countedName = new RegExp(`^(?:${counted}|箱|件|袋|包|筐|托|个|只|套|盒)$`, 'i');
const measuredName = new RegExp(
  `^(?:${measured}|metric tons?|metric tonnes?|公斤|千克|克|公?吨|磅|升|立方米?|米)$`,
  'i',
);

/** A number of packing units or items in a text: `1,100 cartons`. `20 kg bags` is none: nobody counts them there. */
export const countedUnits = new RegExp(`\\d\\s*(?:${counted})\\b|\\d\\s*(?:箱|件|袋|包|筐|个|只|套|盒)`, 'i');

/** Whether a unit counts packing units or items, or measures (`kg net` as well); null for a word that is neither. */
export function unitKind(unit: string): 'counted' | 'measured' | null {
  const name = unit
    .replace(/\b(?:net|gross)(?: weight)?\b/i, ' ')
    .trim()
    .replace(/\.$/, '');
  return countedName.test(name) ? 'counted' : measuredName.test(name) ? 'measured' : null;
}
