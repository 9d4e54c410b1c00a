import type { AppSelectors } from './app.ts';

/** What the page is asked for from outside. Times are milliseconds since the navigation began, unless they say otherwise. */
export interface PageWatch {
  /** The first card with its customer's name was painted; and how many orders the columns told of then. */
  readonly firstCard: Promise<{ readonly at: number; readonly orders: number }>;
  /** Every column was painted with cards down to its lower edge, or with all it has. */
  readonly windows: Promise<number>;
  /** What the page has told so far of how much of the team's orders has arrived, each figure once. */
  readonly progress: readonly { readonly at: number; readonly percent: number }[];
  /** The columns tell of so many orders, and everything is saved for the team. */
  allThere(orders: number): Promise<number>;
  /** Everything has been saved for so many milliseconds, and no rows were made. */
  staysSaved(milliseconds: number): Promise<void>;
  /** Nothing has been written into the page and no task was long for so many milliseconds. */
  quiet(milliseconds: number): Promise<void>;
  /** Ids of the orders whose cards are in view, by column. */
  inView(): readonly { readonly stage: string; readonly orders: readonly string[] }[];
  /** From here on the cartons of these orders are followed: see `painted`. */
  follow(orders: readonly string[]): void;
  /** What was painted since the last call: the order, its cartons, and when, in epoch milliseconds. */
  painted(): readonly (readonly [order: string, cartons: number, at: number])[];
  /** Gets ready for the key that makes the query this one; false when what is shown answers it already. */
  awaitAnswer(query: string): boolean;
  /** Milliseconds from that key to the painted answer. */
  answer(): Promise<number>;
  /** From here on each key is followed to the next paint, and marked in a trace. */
  followKeys(): void;
  keyToPaint(): readonly number[];
  /** The longest task since the last call, 0 when none took 50 ms. */
  longestTask(): number;
  /** This page's clock, epoch milliseconds. */
  now(): number;
}

declare global {
  var benchBoard: PageWatch;
}

/** In the page, before anything of it runs; it stands alone, since it is sent there as text. */
export function installWatch(at: AppSelectors): void {
  /** No column shows more than that at a time. */
  const most = 12;
  const now = (): number => performance.timeOrigin + performance.now();
  const all = <E extends Element = Element>(selector: string, within: ParentNode = document): E[] =>
    Array.from(within.querySelectorAll<E>(selector));

  /** Calls after the frame whose callbacks run now was painted. */
  const afterFrame = (then: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  /** When the first frame was painted in which this held. */
  const timeOf = (holds: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (holds()) afterFrame(() => resolve(performance.now()));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  const digitsOf = (text: string | null | undefined): number =>
    Number((text ?? '').replace(/\D/g, '') || NaN);
  const first = (column: Element): Element[] => {
    // Not by a query for all of them, which would find thousands.
    const walker = document.createTreeWalker(column, NodeFilter.SHOW_ELEMENT, (node) =>
      node instanceof Element && node.matches(at.card) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
    );
    const cards: Element[] = [];
    while (cards.length < most && walker.nextNode()) cards.push(walker.currentNode as Element);
    return cards;
  };
  const countIn = (column: Element): number => digitsOf(column.querySelector(at.count)?.textContent);
  const stageOf = (column: Element): string => column.getAttribute(at.group) ?? '';
  const ordersTold = (): number => all(at.column).reduce((sum, column) => sum + countIn(column), 0);
  const isNamed = (card: Element): boolean => (card.querySelector(at.named)?.textContent ?? '') !== '';
  const isFull = (column: Element): boolean => {
    const cards = first(column);
    if (cards.length === 0) return false;
    const bottom = (column.querySelector(at.list) ?? column).getBoundingClientRect().bottom;
    const reaches = Math.max(...cards.map((card) => card.getBoundingClientRect().bottom));
    if (reaches < bottom && cards.length < countIn(column)) return false;
    return cards.every(isNamed);
  };
  const percent = (): number | null => {
    for (const element of all(at.filling)) {
      const found = /(\d+)\s?%/.exec(element.textContent);
      if (found) return Number(found[1]);
    }
    return null;
  };
  const progress: { at: number; percent: number }[] = [];
  const noteProgress = setInterval(() => {
    const shown = percent();
    if (shown === null || progress.at(-1)?.percent === shown) return;
    progress.push({ at: performance.now(), percent: shown });
  }, 50);

  let lastChange = 0;
  let longest = 0;
  new PerformanceObserver((list) => {
    lastChange = performance.now();
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: 'longtask', buffered: true });

  const columnsInView = (): Element[] =>
    all(at.column).filter((column) => {
      const { left, right } = column.getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
  const cardsInView = (column: Element): Element[] => {
    const list = (column.querySelector(at.list) ?? column).getBoundingClientRect();
    return first(column).filter((card) => {
      const { top, bottom } = card.getBoundingClientRect();
      return top >= list.top - 1 && bottom <= list.bottom + 1;
    });
  };
  const orderOf = (card: Element): string => card.getAttribute('data-order') ?? '';

  const values: (readonly [string, number, number])[] = [];
  let whenAnswered: Promise<number> = Promise.resolve(NaN);
  /** How many orders each column has while nothing is looked for. */
  const unfiltered = new Map<string, number>();

  const answers = (query: string): boolean => {
    if (query === '')
      return columnsInView().every(
        (column) => isFull(column) && countIn(column) === unfiltered.get(stageOf(column)),
      );
    const cards = columnsInView().flatMap(cardsInView);
    if (cards.length === 0 && document.querySelector(at.card) === null) return false;
    return cards.every((card) => card.textContent.toLowerCase().includes(query));
  };
  const keys: number[] = [];

  globalThis.benchBoard = {
    firstCard: timeOf(() => {
      const card = document.querySelector(at.card);
      return card !== null && isNamed(card);
    }).then((painted) => ({ at: painted, orders: ordersTold() })),
    windows: timeOf(() => {
      const columns = all(at.column);
      return columns.length >= at.columns && columns.every(isFull);
    }),
    progress,
    allThere(orders) {
      const there = timeOf(() => {
        if (document.querySelector(at.saved) === null) return false;
        return ordersTold() === orders;
      });
      void there.then(() => clearInterval(noteProgress));
      return there;
    },
    staysSaved(milliseconds) {
      let since = Infinity;
      return new Promise((resolve) => {
        const timer = setInterval(() => {
          if (document.querySelector(at.saved) === null) since = Infinity;
          else since = Math.min(since, performance.now());
          if (!(performance.now() - since >= milliseconds)) return;
          clearInterval(timer);
          resolve();
        }, 100);
      });
    },
    quiet(milliseconds) {
      lastChange = performance.now();
      const changes = new MutationObserver(() => (lastChange = performance.now()));
      changes.observe(document, { subtree: true, childList: true, characterData: true });
      return new Promise((resolve) => {
        const timer = setInterval(() => {
          if (performance.now() - lastChange < milliseconds) return;
          clearInterval(timer);
          changes.disconnect();
          resolve();
        }, milliseconds / 5);
      });
    },
    inView: () =>
      columnsInView().map((column) => ({
        stage: stageOf(column),
        orders: cardsInView(column).map(orderOf),
      })),
    follow(orders) {
      const cards = new Map<string, { card: Element | null; cartons: number }>(
        orders.map((order) => [order, { card: null, cartons: NaN }]),
      );
      const look = (): (readonly [string, number])[] => {
        const changed: (readonly [string, number])[] = [];
        for (const [order, known] of cards) {
          if (!known.card?.isConnected) known.card = document.querySelector(`[data-order="${order}"]`);
          const cartons = digitsOf(known.card?.querySelector(at.cartons)?.textContent);
          if (Number.isNaN(cartons) || cartons === known.cartons) continue;
          known.cartons = cartons;
          changed.push([order, cartons]);
        }
        return changed;
      };
      look();
      let asked = false;
      new MutationObserver(() => {
        if (asked) return;
        asked = true;
        requestAnimationFrame(() => {
          asked = false;
          const changed = look();
          if (changed.length === 0) return;
          afterFrame(() => {
            const time = now();
            for (const [order, cartons] of changed) values.push([order, cartons, time]);
          });
        });
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    },
    painted: () => values.splice(0),
    awaitAnswer(query) {
      const wanted = query.toLowerCase();
      if (unfiltered.size === 0)
        for (const column of all(at.column)) unfiltered.set(stageOf(column), countIn(column));
      whenAnswered = new Promise((resolve) => {
        const pressed = (event: KeyboardEvent): void => {
          void timeOf(() => answers(wanted)).then((painted) => resolve(painted - event.timeStamp));
        };
        addEventListener('keydown', pressed, { capture: true, once: true });
      });
      return !answers(wanted);
    },
    answer: () => whenAnswered,
    followKeys() {
      const pressed = (event: KeyboardEvent): void => {
        requestAnimationFrame(() => {
          afterFrame(() => {
            performance.mark('bench-key-painted');
            keys.push(performance.now() - event.timeStamp);
          });
        });
      };
      addEventListener('keydown', pressed, { capture: true });
    },
    keyToPaint: () => keys.splice(0),
    longestTask() {
      const found = longest;
      longest = 0;
      return found;
    },
    now,
  };
}
