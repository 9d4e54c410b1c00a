import { holidayOn, readHolidays, weekdayOf, weekendDays } from '../knowledge/opening.ts';
import { isDate } from './calendar.ts';
import { pathsOf, sole, type OrderCase } from './case.ts';
import { finding, type Finding, type Reason } from './finding.ts';

/** The day of arrival against the customer's holidays and her days off, as the team entered them. */
export function checkArrival({ order, customer }: OrderCase): readonly Finding[] {
  const field = order.fields.eta;
  const eta = sole(field);
  if (customer === null || eta === null || !isDate(eta)) return [];
  const fields = pathsOf(field);
  const holiday = holidayOn(readHolidays(customer), eta);
  if (holiday !== null)
    return [
      finding('note', 'arrival_on_holiday', {
        fields,
        values: { eta, holiday: holiday.name },
        because: [{ kind: 'customer', customer: customer.id, path: holiday.path, value: holiday.name }],
      }),
    ];
  const entered = sole(customer.fields.weekend);
  const weekday = weekdayOf(eta);
  if (entered === null || !weekendDays(entered).includes(weekday)) return [];
  const because: readonly Reason[] = [
    { kind: 'customer', customer: customer.id, path: customer.fields.weekend.path, value: entered },
  ];
  return [finding('note', 'arrival_on_weekend', { fields, values: { eta, weekday }, because })];
}
