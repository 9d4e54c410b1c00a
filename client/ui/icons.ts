/** Icons on a grid of 20, stroke 1.5: each is one path; circles are drawn as arcs. */
const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

export const icons = {
  today: 'M4 5.5h12v11H4zM4 8.5h12M7 3.5v3M13 3.5v3M7.5 12.5l1.8 1.8 3.4-3.6',
  board: 'M3.5 4h3.6v12H3.5zM8.7 4h3.6v8H8.7zM13.9 4h2.6v10h-2.6z',
  table: 'M3.5 4.5h13v11h-13zM3.5 8.2h13M3.5 11.9h13M8 8.2v7.3',
  calendar: 'M4 5.5h12v11H4zM4 8.5h12M7 3.5v3M13 3.5v3',
  timeline: 'M3.5 5.5h7M7 10h9.5M5 14.5h6',
  customers:
    'M3.5 8.5 5 4h10l1.5 4.5M3.5 8.5c0 2.6 4.3 2.6 4.3 0 0 2.6 4.4 2.6 4.4 0 0 2.6 4.3 2.6 4.3 0M4.8 11v5.5h10.4V11M8.5 16.5V13h3v3.5',
  products: 'M3.5 7.2 10 4l6.5 3.2v6L10 16.5l-6.5-3.3zM3.5 7.2 10 10.4l6.5-3.2M10 10.4v6.1M6.6 5.6l6.6 3.3',
  settings: `${circle(10, 10, 2.4)}M10 3.5v2M10 14.5v2M3.5 10h2M14.5 10h2M5.4 5.4l1.4 1.4M13.2 13.2l1.4 1.4M14.6 5.4l-1.4 1.4M6.8 13.2l-1.4 1.4`,
  conflict:
    'M10 16.5V12M10 12C10 9 5 9.5 5 4.5M10 12c0-3 5-2.5 5-7.5M2.9 6.5 5 4.3l2.1 2.2M12.9 6.5 15 4.3l2.1 2.2',
  find: `${circle(9, 9, 5)}M12.7 12.7l3.8 3.8`,
  filter: 'M3.5 6h13M6 10h8M8.5 14h3',
  trash: 'M4 6h12M8 6V3.8h4V6M5.5 6l.8 10.2h7.4L14.5 6M8.4 9v4.5M11.6 9v4.5',
  plus: 'M10 4v12M4 10h12',
  warning: 'M10 4 3 16h14zM10 8.5v3.6M10 14.2v.1',
  error: 'M7 3.5h6l3.5 3.5v6L13 16.5H7L3.5 13V7zM10 6.8v4M10 13.4v.1',
  unknown: `${circle(10, 10, 6.5)}M8.2 8.2c.2-2.3 3.7-2.2 3.7.1 0 1.5-1.9 1.5-1.9 3M10 13.5v.1`,
  container: 'M2.5 6h15v8.5h-15zM5.5 8.5v3.5M8.5 8.5v3.5M11.5 8.5v3.5M14.5 8.5v3.5',
  ship: 'M3 12.5h14l-2 4H5zM5.5 12.5v-4h9v4M8 8.5v-3h4v3',
  paper: 'M5 3.5h7l3 3v10H5zM12 3.5v3h3M7.5 10h5M7.5 13h5',
  money: `${circle(10, 10, 6.5)}M7.3 6.5 10 10.2l2.7-3.7M10 10.2v3.8M7.8 10.4h4.4M7.8 12.3h4.4`,
  offline: `${circle(5, 10, 2.2)}${circle(15, 10, 2.2)}M8.5 12.5l3-5`,
  back: 'M12 5 7 10l5 5',
  more: 'M5 10h.1M10 10h.1M15 10h.1',
  down: 'm6 8 4 4 4-4',
  right: 'm8 5.5 4.5 4.5L8 14.5',
  check: 'm4.5 10.5 3.7 3.7 7.3-8.2',
  clock: `${circle(10, 10, 6.5)}M10 6.2V10l2.6 1.7`,
  link: 'M8.5 11.5 11.5 8.5M9 6.5l1.6-1.6a3 3 0 0 1 4.3 4.3L13.3 10.8M11 13.5l-1.6 1.6a3 3 0 0 1-4.3-4.3L6.7 9.2',
  pin: 'M7 3.5h6M8 3.5v5L5.5 12h9L12 8.5v-5M10 12v4.5',
  undo: 'M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4 4 0 0 1 0 8H9',
  redo: 'M12.5 4.5 16 8l-3.5 3.5M16 8H8.5a4 4 0 0 0 0 8H11',
  copy: 'M7.5 7.5h9v9h-9zM12.5 7.5v-4h-9v9h4',
  close: 'm5 5 10 10M15 5 5 15',
  person: `${circle(10, 7, 3)}M4 16.5c.6-3.6 3-5 6-5s5.4 1.4 6 5`,
  must: `${circle(10, 10, 6.5)}M7 10.2l2.2 2.2 4-4.4`,
  never: `${circle(10, 10, 6.5)}M7.5 7.5l5 5M12.5 7.5l-5 5`,
  prefers: 'M10 15.5V5M5.5 9.5 10 5l4.5 4.5',
  avoids: 'M10 4.5V15M5.5 10.5 10 15l4.5-4.5',
} as const;

export type IconName = keyof typeof icons;
