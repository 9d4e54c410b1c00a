import type { StageRow } from './rows.ts';

/** The stages every team begins with: the way of an export order. A team renames, moves, retires and adds to them. */
export const defaultStages: readonly StageRow[] = (
  [
    ['enquiry', '询价', 'Enquiry'],
    ['quoted', '报价', 'Quoted'],
    ['contract_signed', '签约', 'Contract'],
    ['deposit_received', '定金', 'Deposit'],
    ['instruction_issued', '指令', 'Instruction'],
    ['packing', '包装', 'Packing'],
    ['inspection', '报检', 'Inspection'],
    ['booked', '订舱', 'Booked'],
    ['loaded', '装柜', 'Loaded'],
    ['sailed', '开船', 'Sailed'],
    ['documents', '制单', 'Papers'],
    ['presented', '交单', 'Presented'],
    ['paid', '收汇', 'Paid'],
    ['claim', '理赔', 'Claim'],
    ['closed', '结案', 'Closed'],
  ] as const
).map(([id, nameZh, nameEn], index) => ({
  id,
  nameZh,
  nameEn,
  position: `a${index.toString(36)}`,
  limit: null,
}));

/** Where a new order begins. */
export const firstStage = 'enquiry';
