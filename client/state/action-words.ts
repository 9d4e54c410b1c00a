import { fieldOf } from '../../shared/model/documents.ts';
import { isPresence, itemsAround, wholeEntity } from '../../shared/model/path.ts';
import type { PathStep, UndoPlan } from '../../shared/model/undo.ts';
import { t } from '../i18n/language.svelte.ts';
import { conflictLabel } from './conflict-label.ts';
import type { Action, Outcome, Written } from './undo.svelte.ts';
import { entityWords, valuesWords } from './value-words.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What an action did, in a few words: `SO-26012 箱数 → 1,590`. */
export function actionWords(workspace: Workspace, action: Action): string {
  const what = whatWas(workspace, action);
  if (action.type === 'many') return t('undo.many', { n: action.parts.length, what });
  const where = entityWords(workspace, action.id);
  return where === '' ? what : `${where} · ${what}`;
}

/** The same of an action that was taken back, whose step is the taking back: what it would do again. */
export function againWords(workspace: Workspace, action: Action): string {
  return actionWords(workspace, done(action));
}

function done(action: Action): Action {
  const turned = (written: Written): Written => ({
    ...written,
    step: written.step.map((one) => ({ ...one, wrote: one.before, before: one.wrote })),
  });
  switch (action.type) {
    case 'note':
      return action;
    case 'facts':
      return { ...action, ...turned(action) };
    case 'many': {
      const [first, ...others] = action.parts;
      return { ...action, parts: [turned(first), ...others.map(turned)] };
    }
  }
}

function whatWas(workspace: Workspace, action: Action): string {
  if (action.type === 'note') return t('undo.note');
  if (action.type === 'many') return whatWas(workspace, { type: 'facts', ...action.parts[0] });
  if (action.born) return t(`undo.born.${action.kind === 'team' ? 'order' : action.kind}`);
  const telling = tellingOf(action);
  const [first] = telling;
  if (!first) return t('undo.moved');
  const words = stepWords(workspace, action, first);
  return telling.length > 1 ? t('undo.andMore', { what: words, n: telling.length - 1 }) : words;
}

/** What of a step is worth telling: a line that came or went, not all that is in it; no places in a list. */
function tellingOf({ kind, step }: Action & { readonly type: 'facts' }): readonly PathStep[] {
  const items = new Set(step.map(({ path }) => path).filter(isPresence));
  const seen = new Set<string>();
  return step.filter(({ path }) => {
    // Where a value came from goes with the value.
    if (seen.has(path) || path.startsWith('prefilled/')) return false;
    seen.add(path);
    if (itemsAround(path).some((item) => item !== path && items.has(item))) return false;
    return isPresence(path) || fieldOf(kind, path)?.quiet !== true;
  });
}

function stepWords(
  workspace: Workspace,
  { kind }: Action & { readonly type: 'facts' },
  { path, wrote, before }: PathStep,
): string {
  const field = conflictLabel(kind, path);
  if (!isPresence(path))
    return t('undo.set', {
      field,
      value: valuesWords(
        workspace,
        kind,
        path,
        wrote.map(({ value }) => value),
      ),
    });
  if (path === wholeEntity)
    return t(wrote[0]?.value === false ? 'undo.trashed' : 'undo.untrashed', { what: field });
  if (wrote[0]?.value === false) return t('undo.removed', { field });
  return t(before.length > 0 ? 'undo.broughtBack' : 'undo.added', { field });
}

/** What a press of undo or redo did and what it left, a sentence each. */
export function outcomeWords(workspace: Workspace, outcome: Outcome): readonly string[] {
  const { direction, action, plan, readOnly, untouched = 0 } = outcome;
  if (readOnly !== null) {
    const what = entityWords(workspace, action.id) || t(`whole.${action.kind}`);
    return [t(`undo.left.${readOnly}`, { what })];
  }
  const turned = (): string =>
    direction === 'undo'
      ? t('undo.undone', { what: actionWords(workspace, action) })
      : t('undo.redone', { what: againWords(workspace, action) });
  if (plan === null || action.type === 'note') return [turned()];
  if (action.type === 'many') return manyWords(turned(), action.parts.length, plan, untouched);
  const said: string[] = [];
  const clean = plan.reverts.filter(({ yields }) => yields === null);
  if (clean.length > 0 || (action.born && plan.blocked.length === 0)) said.push(turned());
  for (const { step, yields, values } of plan.reverts) {
    if (yields === null) continue;
    said.push(
      t('undo.yielded', {
        field: conflictLabel(action.kind, step.path),
        mine: valuesWords(
          workspace,
          action.kind,
          step.path,
          step.wrote.map(({ value }) => value),
        ),
        name: yields.person || t('presence.unnamed'),
        hers: valuesWords(workspace, action.kind, step.path, values),
      }),
    );
  }
  const left = new Map(
    plan.blocked.map(({ path, by }) => [`${conflictLabel(action.kind, path)} ${by?.person}`, { path, by }]),
  );
  for (const { path, by } of left.values())
    said.push(
      t(by ? 'undo.changedBy' : 'undo.changed', {
        field: action.born
          ? entityWords(workspace, action.id) || t('order.new')
          : conflictLabel(action.kind, path),
        name: by?.person || t('presence.unnamed'),
      }),
    );
  return said;
}

/** Of several entities the numbers; whoever wants to know which looks at them. */
function manyWords(turned: string, parts: number, plan: UndoPlan, untouched: number): readonly string[] {
  const yielded = plan.reverts.filter(({ yields }) => yields !== null).length;
  return [
    ...(untouched < parts ? [turned] : []),
    ...(untouched > 0 ? [t('undo.untouched', { n: untouched })] : []),
    ...(yielded > 0 ? [t('undo.yieldedMany', { n: yielded })] : []),
  ];
}
