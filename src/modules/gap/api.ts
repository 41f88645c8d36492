export { gapResult } from './result.ts';
export { reuseOf } from './reuse.ts';
