import { readsAsAmountZh } from './amount-zh.ts';
import { written } from './exact.ts';

const figures = '零壹贰叁肆伍陆柒捌玖';
const small: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1000n };
const large: Readonly<Record<string, bigint>> = { 万: 10n ** 4n, 亿: 10n ** 8n };

/**
 * The figure that a 大写 says, `16409.02`; null for what is no right form of any amount: a 零 too few, 整 after 分, a
 * gap after 人民币.
 */
export function readAmountZh(text: string): string | null {
  const plain = text.trim().replaceAll('圆', '元').replace(/正$/, '整');
  const match = /^人民币(?:([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?(?:(.)角)?零?(?:(.)分)?整?$/.exec(plain);
  if (!match) return null;
  const [, yuan = '', jiao = '零', fen = '零'] = match;
  const tenths = [jiao, fen].map((figure) => figures.indexOf(figure));
  if (tenths.some((figure) => figure < 0)) return null;
  const amount = written(numberOf(yuan) * 100n + BigInt(tenths.join('')), 2);
  // What was read loosely is written anew: only a right form comes out as it went in.
  return readsAsAmountZh(text, amount) ? amount : null;
}

function numberOf(text: string): bigint {
  let [total, part, figure] = [0n, 0n, 0n];
  for (const sign of text) {
    const value = figures.indexOf(sign);
    if (value >= 0) figure = BigInt(value);
    else if (small[sign] !== undefined) {
      part += figure * small[sign];
      figure = 0n;
    } else {
      const scale = large[sign] ?? 1n;
      total = scale === 10n ** 8n ? (total + part + figure) * scale : total + (part + figure) * scale;
      [part, figure] = [0n, 0n];
    }
  }
  return total + part + figure;
}
