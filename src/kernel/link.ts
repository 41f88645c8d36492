/** A kind of link between two records, registered by the module that owns its meaning. */
export type LinkKind = {
  readonly kind: string;
  /** Record types at each end; `*` takes any. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Read from one end and the other: "treats", "is treated by". */
  readonly forward: string;
  readonly backward: string;
  /** How many links of this kind may leave one record. */
  readonly fromMany?: 'one' | 'many';
  /** A required link keeps its target from being removed. */
  readonly required?: boolean;
  /** True when the link names the version it was made against (evidence, acknowledgements). */
  readonly pinsVersion?: boolean;
  /** Which roles may make or remove it by hand; absent means only operations do. */
  readonly editableBy?: readonly import('./roles.ts').Role[];
};

/** Looks up the kinds that modules registered. */
export type LinkKinds = {
  /** @throws AppError `invalid-input` for an unknown kind */
  readonly linkKind: (kind: string) => LinkKind;
  readonly requiredLinkKinds: () => readonly string[];
};
