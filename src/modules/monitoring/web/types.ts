import type { FieldsOf, RecordMeta } from '#kernel/record.ts';
import type { alert } from '../alert-contract.ts';
import type { monitor } from '../contract.ts';

export type Monitor = FieldsOf<typeof monitor> & RecordMeta;
export type Alert = FieldsOf<typeof alert> & RecordMeta;
