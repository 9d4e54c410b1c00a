import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadReference, loadSample } from '../../shared/knowledge/load.ts';
import { readOrders, unreadKeys } from '../../shared/knowledge/order-raw.ts';
import { failure, success, type Result } from '../../shared/model/result.ts';
import { checkOrder } from '../../shared/rules/check.ts';
import { casesOf } from '../../shared/rules/file-cases.ts';
import type { Language } from '../../shared/rules/names.ts';
import { done, failed, outputOf, type Output } from '../device/reply.ts';
import { quoted } from '../device/quoted.ts';
import { reportOf, written } from './report.ts';

interface Call {
  readonly file: string;
  readonly json: boolean;
  readonly language: Language;
}

/**
 * `gendan check-orders FILE`: what the checks say of the orders in a file in the form of `sample.json`. Exit code 1 where
 * the file cannot be read; findings are an answer and no failure. Keys that nothing reads are named on stderr.
 */
export async function runCheckOrders(args: readonly string[], cwd: string, today: string): Promise<Output> {
  const call = readCall(args);
  if (!call.ok) return outputOf(failed(call.error), false);
  const { file, json, language } = call.value;
  const data = readFile(resolve(cwd, file));
  const orders = data.ok ? readOrders(data.value) : data;
  if (!orders.ok) return outputOf(failed(`${quoted(file)}: ${orders.error}`), json);
  const [sample, reference] = await Promise.all([loadSample(), loadReference()]);
  const judged = casesOf(orders.value, sample, reference, today).map(({ id, given }) =>
    reportOf(id, checkOrder(given), language, given.today),
  );
  const unread = data.ok ? unreadKeys(data.value) : [];
  const notes = unread.length > 0 ? [`${quoted(file)}: nothing reads ${listed(unread)}`] : [];
  return outputOf(done(judged, written(judged), ...notes), json);
}

const mostListed = 12;

/** Keys as a stranger wrote them, the first of many. */
function listed(keys: readonly string[]): string {
  const rest = keys.length - mostListed;
  return `${keys.slice(0, mostListed).map(quoted).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const usage = 'it is called as: gendan check-orders FILE [--json] [--lang zh|en]';

function readCall(args: readonly string[]): Result<Call, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, lang: { type: 'string' } },
      allowPositionals: true,
    });
    const { json = false, lang: language = 'zh' } = values;
    const [file, ...rest] = positionals;
    if (file === undefined || file === '' || rest.length > 0) return failure(usage);
    if (language !== 'zh' && language !== 'en')
      return failure(`--lang takes zh or en, not ${quoted(language)}`);
    return success({ file, json, language });
  } catch {
    return failure(usage);
  }
}

function readFile(path: string): Result<unknown, string> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return failure('cannot be read');
  }
  try {
    return success(JSON.parse(text.replace(/^\ufeff/, '')) as unknown);
  } catch {
    return failure('is not JSON');
  }
}
