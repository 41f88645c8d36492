/** The options of `./aims measure`, as the command line gives them. */
export type MeasureOptions = {
  readonly reference?: string;
  readonly window?: string;
  readonly open?: boolean;
  readonly post?: boolean;
  readonly html?: string;
  readonly keep: string | boolean;
  readonly dryRun?: boolean;
  readonly threads?: string;
  readonly memory?: string;
};

export type ProfileOptions = Pick<MeasureOptions, 'window' | 'threads' | 'memory'> & {
  readonly from?: readonly string[];
  readonly output: string;
};

export type MergeOptions = Pick<MeasureOptions, 'reference' | 'html'> & { readonly output?: string };

export type ImportOptions = {
  readonly tool: string;
  readonly window: string;
  readonly rows?: string;
  readonly post?: boolean;
};
