import type { OutputOf } from '#kernel/endpoint.ts';
import type { statementActs } from '../contract.ts';

export type Working = OutputOf<typeof statementActs.working>;
export type Line = Working['lines'][number];
