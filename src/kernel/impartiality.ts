import { z } from 'zod';
import { msg } from './language.ts';

/**
 * Years between advising an organisation and auditing it. ISO/IEC 17021-1 asks certification bodies for two at least;
 * we ask for three, and an organisation may ask for more.
 */
export const DEFAULT_ADVISED_YEARS = 3;
export const MAX_ADVISED_YEARS = 10;

/** Why somebody who advised may audit internally nevertheless: decided by top management, for a time. */
export const auditException = z.strictObject({
  personId: z.string().max(80),
  reason: z
    .string()
    .trim()
    .min(10, msg('Say why nobody else can audit, and what keeps the audit objective'))
    .max(2000),
  decidedBy: z.string().max(80),
  decidedOn: z.iso.date(),
  until: z.iso.date(),
});
export type AuditException = z.output<typeof auditException>;

/** The same day so many years later; 29 February becomes 1 March. */
export function yearsLater(day: string, years: number): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const moved = new Date(Date.UTC(Number(year) + years, Number(month) - 1, Number(date)));
  return moved.toISOString().slice(0, 10);
}
