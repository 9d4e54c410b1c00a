import { multiplyDecimals, sumDecimals } from '../model/decimal.ts';
import type { ContainerType } from '../knowledge/reference.ts';
import { orderReason, pathsOf, sole, type OrderCase } from './case.ts';
import { isMore, minus, size } from './compare.ts';
import { checkDigit } from './container-number.ts';
import { containerType } from './container-type.ts';
import { finding, type Finding, type Reason } from './finding.ts';
import { loadsOf, sumOf, type Load } from './load.ts';
import { cargoOf } from './packing.ts';

/** Scales and painted tares differ; a VGM further from cargo and tare than this part of it is worth asking about. */
const vgmTolerance = '0.05';

/** What each container bears: cargo against payload and road, VGM against cargo and tare, and its number's check digit. */
export function checkContainerWeight(given: OrderCase): readonly Finding[] {
  const loads = loadsOf(given).map((load) => ({
    load,
    type: containerType(sole(load.container.fields.type) ?? '', given.reference),
    cargo: cargoOf(load),
  }));
  const heavy = loads.flatMap(({ load, type, cargo }) =>
    cargo === null ? [] : [...overPayload(load, type, cargo), ...overRoad(load, cargo, given.roadLimitKg)],
  );
  return [
    ...heavy,
    ...(heavy.length > 0 ? [] : grossOverAll(given, loads)),
    ...loads.flatMap(({ load, type, cargo }) => [...vgm(given, load, type, cargo), ...number(load)]),
  ];
}

type Judged = { readonly load: Load; readonly type: ContainerType | null };

function payloadReason(type: ContainerType): Reason {
  return {
    kind: 'container_type',
    type: type.code,
    field: 'max_payload_kg',
    value: type.maxPayloadKg,
    source: type.source,
    unverified: type.unverified('max_payload_kg'),
  };
}

function overPayload(load: Load, type: ContainerType | null, weight: string): readonly Finding[] {
  if (type === null || !isMore(weight, type.maxPayloadKg)) return [];
  return [
    finding('error', 'cartons_over_payload', {
      fields: pathsOf(load.container.fields.cartons),
      values: { container: load.label, weight, limit: type.maxPayloadKg, type: type.code },
      because: [payloadReason(type), orderReason(load.container.fields.cartons)],
    }),
  ];
}

function overRoad(load: Load, weight: string, limit: string | null): readonly Finding[] {
  if (limit === null || !isMore(weight, limit)) return [];
  return [
    finding('error', 'cartons_over_road_limit', {
      fields: pathsOf(load.container.fields.cartons),
      values: { container: load.label, weight, limit },
    }),
  ];
}

/** The order's own gross weight against all its containers together. */
function grossOverAll({ order }: OrderCase, loads: readonly Judged[]): readonly Finding[] {
  const gross = sole(order.fields.gross_kg);
  const limit = sumOf(loads.map(({ type }) => type && type.maxPayloadKg));
  if (gross === null || limit === null || loads.length === 0 || !isMore(gross, limit)) return [];
  const types = new Map(loads.flatMap(({ type }) => (type ? [[type.code, type] as const] : [])));
  return [
    finding('error', 'gross_over_payload', {
      fields: pathsOf(order.fields.gross_kg),
      values: { gross, limit, containers: String(loads.length) },
      because: [...types.values()].map(payloadReason),
    }),
  ];
}

function vgm(
  { order }: OrderCase,
  load: Load,
  type: ContainerType | null,
  cargo: string | null,
): readonly Finding[] {
  const name = sole(load.container.fields.number);
  if (name === null) return [];
  return order.vgm
    .filter(({ fields }) => sole(fields.container) === name)
    .flatMap(({ fields }) => {
      const weight = sole(fields.weight);
      if (weight === null) return [];
      const about = {
        fields: pathsOf(fields.weight),
        because: [{ kind: 'rule', rule: 'solas_vgm' } as const],
      };
      const place = { container: load.label, vgm: weight };
      const max = type?.raw.max_gross_kg ?? null;
      if (max !== null && isMore(weight, max))
        return [finding('error', 'vgm_over_max', { ...about, values: { ...place, limit: max } })];
      if (cargo === null) return [];
      if (!isMore(weight, cargo))
        return [finding('error', 'vgm_below_cargo', { ...about, values: { ...place, cargo } })];
      const expected = type && sumDecimals([cargo, type.tareKg]);
      const gap = expected === null ? null : minus(weight, expected);
      const allowed = expected === null ? null : multiplyDecimals(expected, vgmTolerance);
      return expected === null || gap === null || allowed === null || !isMore(size(gap), allowed)
        ? []
        : [finding('warning', 'vgm_differs', { ...about, values: { ...place, expected } })];
    });
}

function number({ container, label }: Load): readonly Finding[] {
  const text = sole(container.fields.number);
  const digit = text === null ? null : checkDigit(text);
  if (text === null || digit === null || text.trim().endsWith(digit)) return [];
  return [
    finding('error', 'container_number_wrong', {
      fields: pathsOf(container.fields.number),
      values: { container: label, number: text, digit },
      because: [{ kind: 'rule', rule: 'iso_6346' }],
    }),
  ];
}
