import type { CustomerView } from '../model/customer.ts';
import { sole, type OrderCase } from './case.ts';
import { finding, type Finding, type Reason, type Severity } from './finding.ts';
import { goodsWords, type GoodsWords } from './goods-words.ts';
import { storedCondition, type HabitCondition } from './habit-condition.ts';
import { breaches } from './judge-habit.ts';
import { readHabit } from './read-habit.ts';

type Habit = CustomerView['habits'][number];

/**
 * What the customer demands or refuses, as far as it can be judged: by the condition a person gave the habit, else by what
 * its words say beyond doubt. What she only prefers or avoids makes a note.
 */
export function checkHabits(given: OrderCase): readonly Finding[] {
  const { customer } = given;
  if (customer === null || customer.habits.length === 0) return [];
  const words = goodsWords(given.allProducts, given.reference.commodities);
  return customer.habits.flatMap((habit) => judge(given, customer, habit, words));
}

function judge(
  given: OrderCase,
  customer: CustomerView,
  habit: Habit,
  words: GoodsWords,
): readonly Finding[] {
  const text = sole(habit.fields.text);
  if (text === null || habit.removedAndChanged) return [];
  const { conditions, hedged } = conditionsOf(habit, text, words);
  const because: Reason = {
    kind: 'habit',
    customer: customer.id,
    habit: habit.id,
    text,
    since: sole(habit.fields.since),
    source: sole(habit.fields.source),
  };
  const severity = severityOf(sole(habit.fields.polarity), hedged);
  const broken = conditions.flatMap((condition) => breaches(given, condition));
  // Two sentences of a habit may say the same thing twice.
  const once = new Map(broken.map((breach) => [`${breach.fields.join(' ')} ${breach.found}`, breach]));
  return [...once.values()].map(({ fields, found }) =>
    finding(severity, 'habit_broken', { fields, values: { habit: text, found }, because: [because] }),
  );
}

/** What a habit asks, as a person set it, else as its words say beyond doubt. */
export function conditionsOf(
  { fields }: Habit,
  text: string,
  words: GoodsWords,
): { readonly conditions: readonly HabitCondition[]; readonly hedged: boolean } {
  const stored = storedCondition(
    sole(fields.condition_field),
    sole(fields.condition_comparison),
    sole(fields.condition_value),
    sole(fields.condition_goods),
  );
  return stored ? { conditions: [stored], hedged: false } : readHabit(text, words);
}

/** What the team says of the habit beats what its words sound like. */
function severityOf(polarity: string | null, hedged: boolean): Severity {
  if (polarity === 'must' || polarity === 'never') return 'error';
  return polarity === null && !hedged ? 'error' : 'note';
}
