import { valuesOf } from '../../shared/model/cell-values.ts';
import type { Found } from '../../shared/rules/found-row.ts';
import type { Cell, OrderRow } from '../../shared/model/rows.ts';
import { dateOfDay } from '../../shared/views/calendar-day.ts';
import type { Matter } from '../../shared/views/today.ts';
import { formatDay } from '../i18n/format.ts';
import { t } from '../i18n/language.svelte.ts';
import type { IconName } from '../ui/icons.ts';
import { conflictSentence } from './conflict-words.ts';
import { firstConflict } from './first-conflict.ts';
import { othersIn, worstWords } from './found-words.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What the page of today says of a matter. */
export interface MatterWords {
  readonly icon: IconName;
  /** Class of the icon's colour. */
  readonly tone: 'c-error' | 'c-warn' | 'c-conflict' | 'mute';
  /** Class of the days, where they are wrong and not merely few. */
  readonly days: 'c-error' | 'c-warn' | '';
  readonly text: string;
}

/** Days up to which what must be settled is red. */
const pressing = 2;

/**
 * Takes the matter, the row of its order, days from today to its day, null where it has none, and what the checks found in
 * it, where that is read.
 */
export function matterWords(
  workspace: Workspace,
  matter: Matter,
  row: OrderRow,
  left: number | null,
  found: Found | undefined,
): MatterWords {
  const past = left !== null && left < 0;
  const soon = left !== null && left <= pressing;
  const date = matter.day === null ? '' : formatDay(dateOfDay(matter.day));
  switch (matter.kind) {
    case 'conflict': {
      const first = firstConflict(row.conflicts);
      const others = row.conflicts.length - 1;
      return {
        icon: 'conflict',
        tone: 'c-conflict',
        days: soon && matter.critical ? 'c-error' : '',
        text: [
          first ? conflictSentence(workspace, first) : '',
          others > 0 ? t('card.more', { n: others }) : '',
        ]
          .filter(Boolean)
          .join(' · '),
      };
    }
    case 'latest':
      return past
        ? {
            icon: 'error',
            tone: 'c-error',
            days: 'c-error',
            text: t(matter.loaded ? 'today.latestPastLoaded' : 'today.latestPast', { date }),
          }
        : { icon: 'container', tone: 'mute', days: soon ? 'c-error' : '', text: t('today.latest', { date }) };
    case 'beyond':
      return {
        icon: 'error',
        tone: 'c-error',
        days: soon ? 'c-error' : '',
        text: t('today.beyond', { etd: days(row.etd), date, n: matter.by }),
      };
    case 'loading':
      return { icon: 'container', tone: 'mute', days: '', text: t('today.loading', { date }) };
    case 'sailing':
      return past
        ? { icon: 'warning', tone: 'c-warn', days: 'c-warn', text: t('today.sailingPast', { date }) }
        : { icon: 'ship', tone: 'mute', days: '', text: t('today.sailing') };
    case 'late':
      return { icon: 'clock', tone: 'mute', days: '', text: t('today.late', { date, n: matter.by }) };
    case 'papers':
      return past
        ? { icon: 'error', tone: 'c-error', days: 'c-error', text: t('today.papersPast', { date }) }
        : { icon: 'paper', tone: 'mute', days: '', text: t('today.papers', { date }) };
    case 'arrival':
      return {
        icon: past ? 'warning' : 'paper',
        tone: past ? 'c-warn' : 'mute',
        days: past ? 'c-warn' : '',
        text: t('today.arrival', { date }),
      };
    case 'payment':
      return past
        ? { icon: 'warning', tone: 'c-warn', days: 'c-warn', text: t('today.paymentPast', { date }) }
        : { icon: 'money', tone: 'mute', days: '', text: t('today.payment', { date }) };
    case 'quote':
      return {
        icon: 'clock',
        tone: 'mute',
        days: past ? 'c-warn' : '',
        text: t('today.quote', { date: days(row.enquiry) }),
      };
    case 'undated':
      return { icon: 'unknown', tone: 'mute', days: '', text: t(`today.undated.${matter.lacks}`) };
    case 'answer': {
      const who = valuesOf(row.waitingFor).join(' | ');
      return {
        icon: 'clock',
        tone: 'mute',
        days: past ? 'c-warn' : '',
        text:
          who === ''
            ? t('today.answerNobody')
            : t(date === '' ? 'today.answer' : 'today.answerUntil', { who, date }),
      };
    }
    case 'finding':
      return {
        icon: 'error',
        tone: 'c-error',
        days: soon ? 'c-error' : '',
        text: found
          ? [worstWords(found), othersIn(found) > 0 ? t('card.more', { n: othersIn(found) }) : '']
              .filter(Boolean)
              .join(' · ')
          : t('today.errors', { n: matter.errors }),
      };
  }
}

function days(cell: Cell<string>): string {
  return valuesOf(cell).map(formatDay).join(' | ');
}
