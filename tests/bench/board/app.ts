/**
 * What the bench takes hold of in the app: the one place to change when its markup does. The naive page stands in the
 * same markup as far as it goes.
 */
export const app = {
  column: 'section[data-group]',
  /** Says which one a column is: by stage, where nobody asks for another layout. */
  group: 'data-group',
  /** The stages that come with the app. */
  columns: 15,
  /** Within a column: what scrolls, and how many orders there are. */
  list: '.cards',
  count: 'header .mute',
  card: '[data-order]',
  /** Within a card: the customer's name when it is known, and the cartons of the order. */
  named: 'h3:not(.mute)',
  cartons: '.q b',
  /** Everything is saved for the team, and no rows are being made. */
  saved: '[data-status="team"]:not([data-projecting])',
  /** Tells how much has arrived, with a per cent figure. */
  filling: '.banner[role="status"]',
  find: 'input[data-find]',
  /** A field of the panel that takes any text. */
  field: '.panel .facts input[aria-label="Loading"]',
} as const;

/** Words for the page: without what only Node needs to know. */
export type AppSelectors = typeof app;
