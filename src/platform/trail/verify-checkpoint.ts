import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
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
    throw new AppError(
      'invalid-input',
      t('The checkpoint cannot be used: {message}', { message: (error as Error).message }),
      {
        next: t(
          'Give the whole signed note as it was printed or mailed, and the verifier key that belongs to it.',
        ),
      },
    );
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
          sentence: t('The checkpoint is of the log {origin}, which is not here.', {
            origin: checkpoint.origin,
          }),
        };
      if (same === true)
        return {
          answer: 'ok',
          sentence: t(
            'The checkpoint of {size} entries is part of this log: nothing up to there was rewritten.{by}',
            { size: checkpoint.size, by },
          ),
        };
      if (same === false)
        return {
          answer: 'tampered',
          sentence: t(
            'The checkpoint of {size} entries does not fit this log: something up to there was rewritten since.',
            { size: checkpoint.size },
          ),
        };
      if (later)
        return {
          answer: 'restored',
          sentence: t(
            'The log was restored after this checkpoint: entries {startSeq} to {startSeq2} are not here.',
            { startSeq: log.startSeq + log.size, startSeq2: log.startSeq + checkpoint.size - 1 },
          ),
        };
      return {
        answer: 'tampered',
        sentence: t('The checkpoint counts {size} entries and the log only {size2}: its end was cut off.', {
          size: checkpoint.size,
          size2: log.size,
        }),
      };
    },
  };
}
