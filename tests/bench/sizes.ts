/** How much is asked of each server; `quick` is a look whether everything still runs. */
export interface Sizes {
  readonly runs: number;
  readonly readers: number;
  /** Updates at saturation: many for those who are through in a moment. */
  readonly saturated: { readonly fast: number; readonly slow: number };
  readonly rates: readonly { readonly perSecond: number; readonly seconds: number }[];
  readonly many: { readonly documents: number; readonly updates: number };
  readonly link: { readonly pairs: number; readonly documents: number; readonly updates: number };
  readonly idle: { readonly documents: number; readonly bytes: number };
  readonly large: { readonly updates: number; readonly size: number };
  readonly kills: number;
  readonly small: { readonly documents: number; readonly bytes: number };
  readonly stored: { readonly few: number; readonly many: number };
  readonly starts: number;
  readonly commits: number;
  readonly model: { readonly times: number; readonly orders: number; readonly runs: number };
}

export const full: Sizes = {
  runs: 5,
  readers: 50,
  saturated: { fast: 40_000, slow: 5_000 },
  rates: [
    { perSecond: 400, seconds: 5 },
    { perSecond: 20, seconds: 10 },
  ],
  many: { documents: 1000, updates: 60 },
  link: { pairs: 10, documents: 100, updates: 60 },
  idle: { documents: 1000, bytes: 50_000 },
  large: { updates: 10_000, size: 500 },
  kills: 20,
  small: { documents: 10_000, bytes: 1200 },
  stored: { few: 100, many: 100_000 },
  starts: 7,
  commits: 300,
  model: { times: 3000, orders: 10_000, runs: 5 },
};

export const quick: Sizes = {
  runs: 1,
  readers: 5,
  saturated: { fast: 200, slow: 100 },
  rates: [
    { perSecond: 400, seconds: 0.25 },
    { perSecond: 20, seconds: 0.5 },
  ],
  many: { documents: 10, updates: 3 },
  link: { pairs: 2, documents: 5, updates: 3 },
  idle: { documents: 10, bytes: 5000 },
  large: { updates: 50, size: 100 },
  kills: 1,
  small: { documents: 50, bytes: 300 },
  stored: { few: 10, many: 100 },
  starts: 1,
  commits: 20,
  model: { times: 200, orders: 1_000, runs: 1 },
};
