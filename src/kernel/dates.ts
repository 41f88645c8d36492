/**
 * A day that the records of a module fix: a review, an expiry, a deadline of law. The calendar shows it from there and
 * keeps no copy.
 */
export type DatedRow = {
  /** The same at every reading: the record and what falls on the day, such as `rsk_… review`. */
  readonly id: string;
  /** What falls on the day, in words that group alike ones: "Risk review". */
  readonly kind: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly title: string;
  /** A path of the web app, below the organisation. */
  readonly href: string;
  /** The person whose turn it is; null when it is nobody's in particular. */
  readonly ownerId: string | null;
  /** It is done already, and shown as such. */
  readonly done?: boolean;
};

/** Which days are asked for, both included, and how many rows at most, the earliest first. */
export type DateSpan = { readonly from: string; readonly to: string; readonly limit: number };
