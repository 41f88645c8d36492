/** One thing that does not agree. */
export type Finding = {
  readonly kind: 'changed' | 'missing' | 'extra' | 'reordered';
  readonly where: string;
  readonly what: string;
};

export type Verification = {
  /** `ok`: log and records agree. `tampered`: they do not. `restored`: the checkpoint is of a stretch lost by a restore. */
  readonly answer: 'ok' | 'tampered' | 'restored';
  readonly entries: number;
  readonly findings: readonly Finding[];
  readonly erased: number;
  /** What the answer means, and what cannot be excluded, in sentences. */
  readonly sentences: readonly string[];
};

export type VerifyOptions = {
  /** A checkpoint that left the machine, as a signed note. */
  readonly against?: string | undefined;
  /** Its verifier key; without it the instance's own public key is used, which proves less. */
  readonly key?: string | undefined;
  readonly onProgress?: (done: number, total: number) => void;
};

/** So many findings are told; more say nothing new. */
export const MAX_FINDINGS = 200;
