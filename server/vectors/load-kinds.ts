import type { Reference } from '../../shared/knowledge/reference.ts';
import { known, unknown, type Answer } from '../../shared/rules/answer.ts';
import { rounded } from '../../shared/rules/exact.ts';
import {
  checkPalletCount,
  fillByPallets,
  fillByWeight,
  fillContainer,
  layerOf,
  type LoadSpace,
} from '../../shared/rules/fill.ts';
import type { Entered } from '../../shared/rules/figures.ts';
import { bothOrientations } from '../../shared/rules/layer.ts';
import { loadSpaceOf } from '../../shared/rules/load-space.ts';
import { convert, unitNamed } from '../../shared/rules/units.ts';
import { vgmByParts, vgmByWeighing } from '../../shared/rules/vgm.ts';
import { grossAgrees, payloadOf, weightOfCartons } from '../../shared/rules/weight.ts';
import {
  decimalResult,
  mapAnswer,
  sameDecimal,
  textResult,
  unknownResult,
  type Given,
  type Kind,
  type Result,
} from './kind.ts';
import { isList, type Value } from './vector-file.ts';

const nowhere: LoadSpace & { readonly payload: Entered } = {
  length: null,
  width: null,
  stowHeight: null,
  payload: null,
};

/** Kinds that need the table of containers. */
export function loadKinds(reference: Reference): Readonly<Record<string, Kind>> {
  const spaceOf = (given: Given) => {
    const type = reference.container(given.text('container') ?? '');
    const space = type ? loadSpaceOf(type) : nowhere;
    return { ...space, payload: given.number('payload_kg') ?? space.payload };
  };

  const fill: Kind = {
    reads: [
      'carton_mm',
      'gross_kg',
      'container',
      'payload_kg',
      'road_limit_kg',
      'pallets',
      'cartons_per_pallet',
    ],
    reckon(given) {
      const [length, width, height] = sizeOf(given.value('carton_mm'));
      const space = spaceOf(given);
      const each = given.number('cartons_per_pallet');
      const { geometry, weight, pallets, smallest } = fillContainer({
        carton: { length, width, height, gross: given.number('gross_kg') },
        space,
        roadLimit: given.number('road_limit_kg'),
        pallets: each === null ? null : { count: given.number('pallets'), cartonsEach: each },
      });
      const layer = layerOf({ length, width }, space);
      return withColumns({
        per_layer_simple: simpleResult({ length, width }, space),
        per_layer: decimalResult(mapAnswer(layer, ({ perLayer }) => perLayer.cartons)),
        layers: decimalResult(mapAnswer(geometry, ({ layers }) => layers)),
        by_geometry: decimalResult(mapAnswer(geometry, ({ cartons }) => cartons)),
        by_payload: decimalResult(mapAnswer(weight, ({ cartons }) => cartons)),
        by_pallets: decimalResult(pallets ?? unknown('cartons per pallet')),
        cartons: decimalResult(mapAnswer(smallest, ({ cartons }) => cartons)),
        limit: textResult(mapAnswer(smallest, ({ limit }) => limit)),
        calc_pallet_20x: decimalResult(fillByPallets('20', each)),
      });
    },
  };

  const maxGross: Kind = {
    reads: ['payload_kg', 'road_limit_kg', 'gross_kg', 'container'],
    reckon(given) {
      const cartons = fillByWeight({
        payload: spaceOf(given).payload,
        roadLimit: given.number('road_limit_kg'),
        cartonGross: given.number('gross_kg'),
      });
      return {
        max_cartons: decimalResult(mapAnswer(cartons, (value) => value.cartons)),
        limit: textResult(mapAnswer(cartons, (value) => value.limit)),
      };
    },
  };

  const payload: Kind = {
    reads: ['container'],
    reckon(given) {
      const type = reference.container(given.text('container') ?? '');
      const most = payloadOf({ maxGross: type?.raw.max_gross_kg ?? null, tare: type?.tareKg ?? null });
      return { payload_kg: decimalResult(most) };
    },
  };

  return { fill, payload, max_gross_for_count: maxGross, vgm, pallet_count: palletCount, weight, units };
}

/** The same results under the names of the columns in the packing table. */
function withColumns(
  results: Readonly<Record<string, Result>> & { readonly by_geometry: Result; readonly by_payload: Result },
): Readonly<Record<string, Result>> {
  const { by_geometry: geometry, by_payload: payload } = results;
  return { ...results, calc_floor_40RH_geometry: geometry, calc_40RH_payload: payload };
}

/** One way to turn all cartons: the better of the two is given, and either is a lower bound of what a layer holds. */
function simpleResult(
  { length, width }: { readonly length: Entered; readonly width: Entered },
  space: LoadSpace,
): Result {
  const layer = layerOf({ length, width }, space);
  if (layer.kind === 'unknown') return unknownResult(layer.lacks);
  const [ground, carton] = [
    { length: Number(space.length), width: Number(space.width) },
    { length: Number(length), width: Number(width) },
  ];
  const got = String(layer.value.perLayerSimple);
  return {
    got,
    agrees: (expected) =>
      sameDecimal(expected, got) ||
      bothOrientations(ground, carton).some((count) => sameDecimal(expected, String(count))),
  };
}

function sizeOf(value: Value): readonly [Entered, Entered, Entered] {
  const at = (index: number): Entered => {
    const side = isList(value) ? value[index] : null;
    return typeof side === 'string' ? side : null;
  };
  return [at(0), at(1), at(2)];
}

const vgm: Kind = {
  reads: ['tare', 'cargo_gross', 'packaging', 'dunnage', 'method', 'weighed'],
  reckon(given) {
    /** A part that the case does not name is not in its container; null is one that nobody knows. */
    const part = (key: string): Entered => (given.has(key) ? given.number(key) : '0');
    const byMethod = (): Answer<string> => {
      switch (given.text('method') ?? '2') {
        case '1':
          return vgmByWeighing(given.number('weighed'));
        case '2':
          return vgmByParts({
            tare: given.number('tare'),
            cargoGross: given.number('cargo_gross'),
            packaging: part('packaging'),
            dunnage: part('dunnage'),
          });
        default:
          return unknown('method 1 or 2');
      }
    };
    return { vgm: decimalResult(byMethod()) };
  },
};

const palletCount: Kind = {
  reads: ['pallets', 'cartons_per_pallet', 'printed'],
  reckon(given) {
    const [pallets, cartonsPerPallet] = [given.number('pallets'), given.number('cartons_per_pallet')];
    const check = checkPalletCount({ pallets, cartonsPerPallet, counted: given.number('printed') });
    return {
      cartons: decimalResult(fillByPallets(pallets, cartonsPerPallet)),
      agrees:
        check.kind === 'unknown'
          ? unknownResult(check.lacks)
          : { got: String(check.value.agrees), agrees: (expected) => expected === check.value.agrees },
    };
  },
};

const weight: Kind = {
  reads: ['cartons', 'net_kg', 'gross_kg', 'tare_kg'],
  reckon(given) {
    const [cartons, net, gross] = [given.number('cartons'), given.number('net_kg'), given.number('gross_kg')];
    const agrees = grossAgrees({ net, tare: given.number('tare_kg'), gross });
    return {
      net: decimalResult(weightOfCartons(cartons, net)),
      gross: decimalResult(weightOfCartons(cartons, gross)),
      agrees:
        agrees.kind === 'unknown'
          ? unknownResult(agrees.lacks)
          : { got: String(agrees.value), agrees: (expected) => expected === agrees.value },
    };
  },
};

const units: Kind = {
  reads: ['value', 'from', 'to', 'places'],
  reckon(given) {
    const [from, to] = [unitNamed(given.text('from') ?? ''), unitNamed(given.text('to') ?? '')];
    const result = from && to ? convert(given.number('value') ?? '', from, to) : null;
    const places = Number(given.number('places') ?? '6');
    return {
      result: decimalResult(
        result ? known(rounded(result, places)) : unknown('value in a unit of that kind'),
      ),
    };
  },
};
