import { createHash } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Tx } from '../tx.ts';

/** A key the caller chose, and what the request was: the same key may only repeat the same request. */
export type IdempotencyKey = { readonly key: string; readonly fingerprint: string };

/** Reads `Idempotency-Key`. @throws AppError `invalid-input` when it is longer than 200 characters */
export function idempotencyKey(request: Request, operation: string, input: unknown): IdempotencyKey | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (key.length === 0 || key.length > 200)
    throw new AppError('invalid-input', t('An idempotency key has 1 to 200 characters.'));
  return {
    key,
    fingerprint: createHash('sha256')
      .update(`${operation}\n${JSON.stringify(input)}`)
      .digest('hex'),
  };
}

/**
 * Runs a command once per key: the answer is stored in the same transaction, and a repetition gets that answer.
 * @throws AppError `idempotency-reuse`
 */
export async function once(
  tx: Tx,
  key: IdempotencyKey | null,
  run: () => Promise<unknown>,
): Promise<unknown> {
  if (!key) return run();
  const row = [tx.org.id, tx.actor.id ?? tx.actor.via, key.key];
  // Claiming comes first: of two requests at the same moment the second waits here until the first has committed.
  const claimed = await tx.handle.exec(
    `insert into "idempotency" ("org_id","actor","key","fingerprint","status","body","createdAt") values (?,?,?,?,0,'null',?) on conflict do nothing returning "key"`,
    [...row, key.fingerprint, tx.now],
  );
  const mine = `where "org_id" = ? and "actor" = ? and "key" = ?`;
  if (claimed.length === 0) {
    const [known] = await tx.handle.exec(`select "fingerprint","body" from "idempotency" ${mine}`, row);
    if (known?.fingerprint !== key.fingerprint)
      throw new AppError('idempotency-reuse', t('The key belongs to another request.'));
    tx.parts.repeated();
    return JSON.parse(known.body as string);
  }
  const answer = await run();
  await tx.handle.exec(`update "idempotency" set "status" = 200, "body" = ? ${mine}`, [
    JSON.stringify(answer ?? null),
    ...row,
  ]);
  return answer;
}
