import type { FieldCell } from '../model/cell.ts';
import { daysBetween, isDate } from './calendar.ts';
import { orderReason, pathsOf, sole, type OrderCase } from './case.ts';
import { isWithin, spanOf } from './compare.ts';
import { containerType } from './container-type.ts';
import { finding, type Finding } from './finding.ts';
import type { ContainerView } from './load.ts';

/** What a booking says besides temperature and air: humidity, type and number of containers, ship's dates, cut-offs. */
export function checkBookingRest(given: OrderCase): readonly Finding[] {
  return [...humidity(given), ...types(given), ...count(given), ...dates(given), ...cutOffs(given)];
}

/** The first container that does not fit, told once. */
function firstUnlike(
  { order }: OrderCase,
  name: 'humidity' | 'type',
  agrees: (due: string) => boolean,
): { readonly container: ContainerView; readonly label: string; readonly due: string } | null {
  for (const [index, container] of order.containers.entries()) {
    const due = sole(container.fields[name]);
    if (due !== null && !agrees(due)) return { container, label: String(index + 1), due };
  }
  return null;
}

function humidity(given: OrderCase): readonly Finding[] {
  const field = given.order.fields.booking_humidity;
  const booked = sole(field);
  if (booked === null) return [];
  const span = spanOf(
    booked
      .normalize('NFKC')
      .replace(/%|rh|pct|per ?cent/gi, '')
      .replace(/\s*(?:[\u2010-\u2015\u2212~]|to|至|到)\s*/gi, '-'),
  );
  const unlike = firstUnlike(given, 'humidity', (due) => {
    const wanted = spanOf(due);
    if (!span || !wanted) return false;
    return isWithin(span.min, wanted) && isWithin(span.max, wanted);
  });
  return unlike === null
    ? []
    : [
        finding('warning', 'booking_humidity_differs', {
          fields: pathsOf(field, unlike.container.fields.humidity),
          values: { container: unlike.label, booked, due: unlike.due },
          because: [orderReason(unlike.container.fields.humidity)],
        }),
      ];
}

function types(given: OrderCase): readonly Finding[] {
  const field = given.order.fields.booking_container_type;
  const booked = sole(field);
  if (booked === null) return [];
  const type = containerType(booked, given.reference);
  if (type === null)
    return [
      finding('warning', 'booking_container_type_unknown', { fields: pathsOf(field), values: { booked } }),
    ];
  const unlike = firstUnlike(given, 'type', (due) => {
    const wanted = containerType(due, given.reference);
    // An unknown type of the order is told by the checks of the container.
    return wanted === null || wanted.code === type.code;
  });
  return unlike === null
    ? []
    : [
        finding('error', 'booking_container_type_differs', {
          fields: pathsOf(field, unlike.container.fields.type),
          values: { container: unlike.label, booked, due: unlike.due },
          because: [orderReason(unlike.container.fields.type)],
        }),
      ];
}

function count({ order }: OrderCase): readonly Finding[] {
  const field = order.fields.booking_containers;
  const booked = sole(field);
  const due = order.containers.length;
  if (booked === null || due === 0 || Number(booked) === due) return [];
  return [
    finding('error', 'booking_containers_differ', {
      fields: pathsOf(field),
      values: { booked, due: String(due) },
    }),
  ];
}

function dates({ order: { fields } }: OrderCase): readonly Finding[] {
  const [etd, eta] = [dateIn(fields.booking_etd), dateIn(fields.booking_eta)];
  const [planned, arrival, latest] = [dateIn(fields.etd), dateIn(fields.eta), dateIn(fields.latest_shipment)];
  const found: Finding[] = [];
  if (etd !== null && latest !== null && etd > latest)
    found.push(
      finding('error', 'booking_etd_after_latest', {
        fields: pathsOf(fields.booking_etd, fields.latest_shipment),
        values: { booked: etd, latest, days: String(daysBetween(latest, etd)) },
        because: [{ kind: 'rule', rule: 'latest_shipment' }, orderReason(fields.latest_shipment)],
      }),
    );
  if (etd !== null && planned !== null && etd !== planned)
    found.push(
      finding('warning', 'booking_etd_differs', {
        fields: pathsOf(fields.booking_etd, fields.etd),
        values: { booked: etd, due: planned },
        because: [orderReason(fields.etd)],
      }),
    );
  if (eta !== null && arrival !== null && eta !== arrival)
    found.push(
      finding('warning', 'booking_eta_differs', {
        fields: pathsOf(fields.booking_eta, fields.eta),
        values: { booked: eta, due: arrival },
        because: [orderReason(fields.eta)],
      }),
    );
  if (eta !== null && etd !== null && eta < etd)
    found.push(
      finding('warning', 'booking_eta_before_etd', {
        fields: pathsOf(fields.booking_eta, fields.booking_etd),
        values: { booked: eta, etd },
        because: [orderReason(fields.booking_etd)],
      }),
    );
  return found;
}

function cutOffs({ order: { fields, vgm }, today }: OrderCase): readonly Finding[] {
  const etd = dateIn(fields.booking_etd);
  const all = [
    fields.booking_si_cutoff,
    fields.booking_vgm_cutoff,
    fields.booking_cy_cutoff,
    fields.booking_customs_cutoff,
  ];
  const late = all.flatMap((field): readonly Finding[] => {
    const booked = dateIn(field);
    if (booked === null || etd === null || booked <= etd) return [];
    return [
      finding('warning', 'booking_cutoff_after_etd', {
        fields: pathsOf(field, fields.booking_etd),
        values: { path: field.path, booked, etd },
        because: [orderReason(fields.booking_etd)],
      }),
    ];
  });
  const weighed = dateIn(fields.booking_vgm_cutoff);
  const passed = weighed !== null && weighed < today && vgm.length === 0 && sole(fields.sailed) === null;
  return passed
    ? [
        ...late,
        finding('warning', 'booking_vgm_cutoff_passed', {
          fields: pathsOf(fields.booking_vgm_cutoff),
          values: { booked: weighed, today },
          because: [{ kind: 'rule', rule: 'solas_vgm' }],
        }),
      ]
    : late;
}

function dateIn(field: FieldCell): string | null {
  const value = sole(field);
  return value !== null && isDate(value) ? value : null;
}
