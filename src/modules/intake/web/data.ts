import type { RecordOf } from '#kernel/record.ts';
import type { useRequest } from '../contract.ts';

/** A request as its pages show it. */
export type UseRequest = RecordOf<typeof useRequest>;
