/** What checks an order, fetched when the first one is opened: the rules and the reference tables they rest on. */
export { orderCase } from '../../shared/rules/case.ts';
export { isDispute } from '../../shared/rules/found.ts';
export { checkOrder } from '../../shared/rules/check.ts';
export { sayFinding, sayReason } from '../../shared/rules/say.ts';
