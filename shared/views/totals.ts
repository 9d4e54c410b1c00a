import { quantityKeys, quantityPlaces, type OrderEntry, type QuantityKey } from './entry.ts';

/** A sum that says what is not in it. */
export interface Total {
  /** Exact decimal. */
  readonly sum: string;
  /** Orders where nobody set it. */
  readonly unknown: number;
  /** Orders where people disagree: they are not in the sum. */
  readonly open: number;
}

export interface Totals {
  readonly orders: number;
  /** Orders with something to settle. */
  readonly conflicts: number;
  /** Orders in which the checks found errors, and warnings, that nobody has accepted. */
  readonly errors: number;
  readonly warnings: number;
  readonly cartons: Total;
  readonly netKg: Total;
  readonly grossKg: Total;
  /** By currency, empty for one that is not known; in the order of currencies. */
  readonly amounts: readonly (readonly [currency: string, total: Total])[];
  /** By type, in their order. */
  readonly containers: readonly (readonly [type: string, count: number])[];
}

const [atCartons, atNet, atGross, atAmount] = ['cartons', 'netKg', 'grossKg', 'amount'].map((key) =>
  (quantityKeys as readonly string[]).indexOf(key),
) as [number, number, number, number];

/** Totals of orders that come and go; exact, however many. */
export class RunningTotals {
  readonly #cartons = new Counter();
  readonly #netKg = new Counter();
  readonly #grossKg = new Counter();
  readonly #amounts = new Map<string, Counter>();
  readonly #containers = new Map<string, number>();
  #orders = 0;
  #conflicts = 0;
  #errors = 0;
  #warnings = 0;

  add(entry: OrderEntry): void {
    this.#count(entry, 1);
  }

  /** Takes out what was added. */
  remove(entry: OrderEntry): void {
    this.#count(entry, -1);
  }

  #count({ quantities, currency, containers, conflicts, found }: OrderEntry, sign: 1 | -1): void {
    this.#orders += sign;
    if (conflicts > 0) this.#conflicts += sign;
    if (found && found.errors > 0) this.#errors += sign;
    if (found && found.warnings > 0) this.#warnings += sign;
    this.#cartons.count(quantities[atCartons] ?? null, sign);
    this.#netKg.count(quantities[atNet] ?? null, sign);
    this.#grossKg.count(quantities[atGross] ?? null, sign);
    const amount = quantities[atAmount] ?? null;
    if (amount !== null) {
      const counter = this.#amounts.get(currency) ?? new Counter();
      counter.count(amount, sign);
      if (counter.empty) this.#amounts.delete(currency);
      else this.#amounts.set(currency, counter);
    }
    for (const [type, count] of containers) {
      const next = (this.#containers.get(type) ?? 0) + sign * count;
      if (next === 0) this.#containers.delete(type);
      else this.#containers.set(type, next);
    }
  }

  read(): Totals {
    return {
      orders: this.#orders,
      conflicts: this.#conflicts,
      errors: this.#errors,
      warnings: this.#warnings,
      cartons: this.#cartons.total('cartons'),
      netKg: this.#netKg.total('netKg'),
      grossKg: this.#grossKg.total('grossKg'),
      amounts: sorted(this.#amounts).map(
        ([currency, counter]) => [currency, counter.total('amount')] as const,
      ),
      containers: sorted(this.#containers),
    };
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Adds whole numbers; what a double cannot hold exactly is carried into a bigint. */
class Counter {
  #small = 0;
  #large = 0n;
  #unknown = 0;
  #open = 0;
  #known = 0;

  count(value: number | null, sign: 1 | -1): void {
    if (value === null) {
      this.#unknown += sign;
      return;
    }
    if (Number.isNaN(value)) {
      this.#open += sign;
      return;
    }
    this.#known += sign;
    const next = this.#small + sign * value;
    if (Number.isSafeInteger(next)) {
      this.#small = next;
      return;
    }
    this.#large += BigInt(this.#small) + BigInt(sign * value);
    this.#small = 0;
  }

  /** Nothing is counted any more. */
  get empty(): boolean {
    return this.#known === 0 && this.#open === 0 && this.#unknown === 0;
  }

  total(key: QuantityKey): Total {
    const units = this.#large + BigInt(this.#small);
    return { sum: decimal(units, quantityPlaces[key]), unknown: this.#unknown, open: this.#open };
  }
}

/** Without zeros that say nothing. */
function decimal(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - places);
  return `${units < 0n ? '-' : ''}${whole}${places > 0 && fraction !== '' ? `.${fraction}` : ''}`;
}
