import type { Facts } from './facts.ts';
import type { EntityKind } from './field.ts';
import type { StoredRecord } from './read.ts';

/**
 * What records say together, whatever order they come in (F2-F4). With `kind`, values are compared as the schema
 * means them (`1590` equals `1590.0`) and entries under paths it does not know count as unreadable; they are kept.
 */
export declare function fold(records: readonly StoredRecord[], kind?: EntityKind): Facts;
