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
  'finding.takeBack': '不再接受',
} as const satisfies Readonly<Record<string, Message>>;
