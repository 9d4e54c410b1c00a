import { dateKeys, type DateKey } from './entry.ts';
import { groupKeys, type GroupKey } from './grouping.ts';
import { sortKeys, type Sort, type SortKey } from './sorting.ts';

/** The ways to look at the same orders. */
export const viewKinds = ['board', 'table', 'calendar', 'timeline'] as const;
export type ViewKind = (typeof viewKinds)[number];

/** What a view shows and how: it stands in the address, and is what a saved view keeps. */
export interface ViewState {
  readonly kind: ViewKind;
  /** As somebody typed it (`parseQuery`). */
  readonly query: string;
  /** null for the usual way of the kind: a board by stage, anything else in one piece. */
  readonly group: GroupKey | null;
  readonly lane: GroupKey | null;
  /** null for the usual order of the kind. */
  readonly sort: Sort | null;
  /** Ids of a table's columns in their order; empty for the usual ones. */
  readonly columns: readonly string[];
  /** Dates that a calendar shows; empty for the usual ones. */
  readonly dates: readonly DateKey[];
  /** Weeks that a timeline or a chart looks over; null for as many as is usual there. */
  readonly weeks: number | null;
}

export const usualView: ViewState = {
  kind: 'board',
  query: '',
  group: null,
  lane: null,
  sort: null,
  columns: [],
  dates: [],
  weeks: null,
};

const longestQuery = 2_000;
const mostColumns = 60;
const mostWeeks = 520;
const columnPattern = /^[a-zA-Z]{1,40}(\.\d{1,4})?$/;

/** Takes what stands in an address under a name; what is not understood is as usual. Never throws. */
export function parseView(given: (name: string) => string | null): ViewState {
  const among = <T extends string>(known: readonly T[], text: string | null): T | null =>
    known.find((one) => one === text) ?? null;
  const sort = given('sort') ?? '';
  const weeks = /^[1-9]\d{0,2}$/.exec(given('weeks') ?? '')?.[0];
  const key: SortKey | null = among(sortKeys, sort.replace(/^-/, ''));
  return {
    kind: among(viewKinds, given('as')) ?? usualView.kind,
    query: (given('q') ?? '').slice(0, longestQuery),
    group: among(groupKeys, given('group')),
    lane: among(groupKeys, given('lane')),
    sort: key === null ? null : { key, descending: sort.startsWith('-') },
    columns: (given('columns') ?? '')
      .split(',')
      .filter((column) => columnPattern.test(column))
      .slice(0, mostColumns),
    dates: dateKeys.filter((date) => (given('dates') ?? '').split(',').includes(date)),
    weeks: weeks === undefined || Number(weeks) > mostWeeks ? null : Number(weeks),
  };
}

/** A view as what an address says of it, by name; empty for the usual one. */
export function formatView({
  kind,
  query,
  group,
  lane,
  sort,
  columns,
  dates,
  weeks,
}: ViewState): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  if (kind !== usualView.kind) parts.set('as', kind);
  if (query !== '') parts.set('q', query);
  if (group !== null) parts.set('group', group);
  if (lane !== null) parts.set('lane', lane);
  if (sort !== null) parts.set('sort', `${sort.descending ? '-' : ''}${sort.key}`);
  if (columns.length > 0) parts.set('columns', columns.join(','));
  if (dates.length > 0) parts.set('dates', dates.join(','));
  if (weeks !== null) parts.set('weeks', String(weeks));
  return parts;
}
