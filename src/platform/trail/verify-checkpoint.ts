import { AppError } from '#kernel/errors.ts';
import { openCheckpoint } from './checkpoint.ts';
import { verifierKey } from './note.ts';

/** An epoch of a log. */
export type LogRow = {
  readonly epoch: number;
  readonly origin: string;
  readonly startSeq: number;
  readonly size: number;
  readonly frontier: Uint8Array;
  readonly publicKey: string;
};

/** A given checkpoint, to be held against the log while it is folded. */
export type CheckpointClaim = {
  /** The epoch it speaks of, or null when this log has no such epoch. */
  readonly epoch: number | null;
  readonly size: number;
  /** Called with the root of the log at the checkpoint's size. */
  readonly check: (root: Uint8Array) => void;
  readonly verdict: () => { readonly answer: 'ok' | 'tampered' | 'restored'; readonly sentence: string };
};

/**
 * Opens the note and finds the epoch it belongs to.
 * @throws AppError `invalid-input` when it is no checkpoint or its signature does not verify
 */
export function judgeCheckpoint(given: {
  readonly note: string;
  readonly key?: string | undefined;
  readonly logs: readonly LogRow[];
}): CheckpointClaim {
  const { note, key, logs } = given;
  const own = logs.map((log) =>
    verifierKey(log.origin, new Uint8Array(Buffer.from(log.publicKey, 'base64'))),
  );
  let checkpoint: ReturnType<typeof openCheckpoint>;
  try {
    checkpoint = openCheckpoint(note, key ? [key] : own);
  } catch (error) {
    throw new AppError('invalid-input', `The checkpoint cannot be used: ${(error as Error).message}`, {
      next: 'Give the whole signed note as it was printed or mailed, and the verifier key that belongs to it.',
    });
  }
  const index = logs.findIndex((log) => log.origin === checkpoint.origin);
  const log = logs[index];
  const later = logs[index + 1];
  let same: boolean | null = null;
  return {
    epoch: log?.epoch ?? null,
    size: checkpoint.size,
    check: (root) => {
      same = Buffer.from(root).equals(Buffer.from(checkpoint.root));
    },
    verdict: () => {
      const by = key ? '' : ' Its signature was checked with the key that this instance holds itself.';
      if (!log)
        return {
          answer: 'tampered',
          sentence: `The checkpoint is of the log ${checkpoint.origin}, which is not here.`,
        };
      if (same === true)
        return {
          answer: 'ok',
          sentence: `The checkpoint of ${checkpoint.size} entries is part of this log: nothing up to there was rewritten.${by}`,
        };
      if (same === false)
        return {
          answer: 'tampered',
          sentence: `The checkpoint of ${checkpoint.size} entries does not fit this log: something up to there was rewritten since.`,
        };
      if (later)
        return {
          answer: 'restored',
          sentence: `The log was restored after this checkpoint: entries ${log.startSeq + log.size} to ${log.startSeq + checkpoint.size - 1} are not here.`,
        };
      return {
        answer: 'tampered',
        sentence: `The checkpoint counts ${checkpoint.size} entries and the log only ${log.size}: its end was cut off.`,
      };
    },
  };
}
