/** A figure of another tool: our id where it means the same, else the tool's own name. */
export type ReportedFigure = {
  readonly id: string;
  readonly slice: string;
  readonly value: number | null;
  /** How many rows it stands on, if the report says so. */
  readonly n?: number;
  readonly reason?: string;
};

export type Reported = { readonly rows: number | null; readonly figures: readonly ReportedFigure[] };
