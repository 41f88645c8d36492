import { z } from 'zod';
import { canonical } from '#kernel/canonical.ts';
import { digestOf } from './digest.ts';

const count = z.int().min(0);

const numericProfile = z.strictObject({
  /** Upper ends of the bins: quantiles of the reference and equal widths beyond its range, rounded. */
  edges: z.array(z.number()).max(1000),
  counts: z.array(count),
  n: count,
  missing: count,
  invalid: count,
  /** The standard deviation, the unit of the normalised Wasserstein distance; null when nothing varies. */
  deviation: z.number().nullable(),
});

const categoryProfile = z.strictObject({
  /** The most frequent values, none with fewer rows than the smallest cell. */
  values: z.record(z.string(), count),
  other: count,
  /** Whether every value of the reference is listed: then, and only then, any other value is new. */
  complete: z.boolean(),
  n: count,
  missing: count,
});

/** What the reference looked like: what later windows are compared with. Stays where the logs are. */
export const profileSchema = z.strictObject({
  format: z.literal('openaims-profile-1'),
  monitor: z.string(),
  rows: count,
  numeric: z.record(z.string(), numericProfile),
  categories: z.record(z.string(), categoryProfile),
});

export type Profile = z.output<typeof profileSchema>;
export type NumericProfile = z.output<typeof numericProfile>;
export type CategoryProfile = z.output<typeof categoryProfile>;

/** The hash that ties results to the reference they were compared with (SHA-256, hexadecimal). */
export function profileHash(profile: Profile): Promise<string> {
  return digestOf(profile);
}

/** The one text of a profile. */
export function writeProfile(profile: Profile): string {
  return `${canonical(profile)}\n`;
}
