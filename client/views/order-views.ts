import type { Component } from 'svelte';
import type { ViewKind } from '../../shared/views/view-state.ts';
import { Part } from '../state/part.svelte.ts';

/** What shows the orders a query finds. */
export type OrderView = Component<{ query: string }>;

/** The ways to look at the orders besides the board; each is fetched when it is first looked at. */
export const orderViews: Partial<Readonly<Record<ViewKind, Part<OrderView>>>> = {
  table: new Part<OrderView>(async () => (await import('./table/TableView.svelte')).default),
  calendar: new Part<OrderView>(async () => (await import('./dates/CalendarView.svelte')).default),
  timeline: new Part<OrderView>(async () => (await import('./dates/TimelineView.svelte')).default),
};
