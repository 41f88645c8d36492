import { z } from 'zod';
import { pack, text } from './shared.ts';

const relation = z.enum(['equal', 'subset', 'superset', 'intersects', 'supports']);
export type Relation = z.output<typeof relation>;

/** Rows of `from` ISO/IEC 42001 `to` another framework; the relation is that of `from` to `to`. */
export const crosswalks = pack('crosswalks', {
  rows: z.array(
    z.strictObject({
      id: text,
      from: text,
      to: text,
      relation,
      rationale: text,
      source: text,
      confidence: z.enum(['high', 'medium', 'low']),
    }),
  ),
});
