import type { ViewKind } from '../../shared/views/view-state.ts';
import type { AppAction } from './actions.ts';

/** The ways to look at the orders that a key chooses. */
export const viewActions = {
  showBoard: 'board',
  showTable: 'table',
  showCalendar: 'calendar',
  showTimeline: 'timeline',
} as const satisfies Partial<Record<AppAction, ViewKind>>;
