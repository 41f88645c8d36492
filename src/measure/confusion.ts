/**
 * The counts of a binary task in one group. Rates of selection stand on every row that has a prediction, rates of error
 * only on those that have a label as well: the two have different n, and each figure says its own.
 */
export type Confusion = {
  readonly rows: number;
  /** Rows with a prediction, labelled or not. */
  readonly predicted: number;
  /** Of them, those predicted positive. */
  readonly selected: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
};

/** Rows with both a prediction and a label. */
export function labelledOf(c: Confusion): number {
  return c.tp + c.fp + c.fn + c.tn;
}
