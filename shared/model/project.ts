import type { EntityId } from '../sync/document-name.ts';
import type { Facts } from './facts.ts';
import type { CustomerRow, OrderRow, ProductRow, TeamRow } from './rows.ts';

/** Rows out of facts, pure: `projectOrder` takes the board facts, the others those of the kind's home compartment. */
export declare function projectOrder(id: EntityId, facts: Facts): OrderRow;
export declare function projectCustomer(id: EntityId, facts: Facts): CustomerRow;
export declare function projectProduct(id: EntityId, facts: Facts): ProductRow;
export declare function projectTeam(id: EntityId, facts: Facts): TeamRow;
