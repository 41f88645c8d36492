/** What is erased, on which ground, and who agreed. Ids, names of fields and the ground only: no text about a person. */
export type Erasure = {
  readonly recordId: string;
  readonly paths: readonly string[];
  readonly ground: string;
  readonly approvers: readonly string[];
};
