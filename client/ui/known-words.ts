import { language } from '../i18n/language.svelte.ts';

/** What trade papers and the sample say in English, in Chinese; whatever else was typed stays as it was typed. */
const chinese: ReadonlyMap<string, string> = new Map([
  ['none', '无'],
  ['not verified', '未核实'],
  ['not verified for Ya pear', '对鸭梨未核实'],
  ['dehumidification ON', '除湿开'],
  ['see conflict note (65-75 or 85-90)', '说法不一，见备注（65-75 或 85-90）'],
  ['house figure, unverified: measure before use', '公司经验值，未核实：用前实测'],
]);

/** A known wording in the reader's language. */
export function knownWord(text: string): string {
  return language.value === 'zh' ? (chinese.get(text) ?? text) : text;
}
