/**
 * A record that rests on a requirement or on another entry of a pack: what has to be looked at again when a newer
 * version of the pack says something else there.
 */
export type RestingRow = {
  /** The entry, such as `iso-42001:A.5.2`, `eu-ai-act:classification` or `risk-library:risk-001`. */
  readonly on: string;
  readonly type: string;
  readonly id: string;
  readonly title: string;
  /** A path of the web app, below the organisation. */
  readonly href: string;
  /** In what way, such as "is this control of Annex A". */
  readonly how: string;
};
