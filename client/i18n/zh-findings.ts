import type { Message } from './message.ts';

/** What the checks say, and what is done about it. */
export const zhFindings = {
  'finding.acceptance': '接受核对意见',
  'finding.why': '为什么：',
  'finding.also': ' · ',
  'finding.take': '改成 {value}',
  'finding.acceptWith': '接受并写明原因',
  'finding.reason': '为什么可以这样',
  'finding.accept': '接受',
  'finding.acceptedBy': '{name}接受：{reason}',
  'finding.acceptedNow': '已接受，原因记在订单里',
  'papers.look': '出单据之前先看：',
  'papers.errors': '{n} 处错误',
  'papers.warnings': '{n} 处提醒',
  'touched.count': '这一改会影响 {n} 单',
  'touched.looking': '正在看会影响哪些单',
  'touched.clear': '不再有提醒',
  'touched.more': '另 {n} 单',
  'finding.takeBack': '不再接受',
} as const satisfies Readonly<Record<string, Message>>;
