import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { t, type Values } from '#kernel/language.ts';
import type { Outcome } from '#kernel/verdict.ts';
import type { Ctx } from '../context.ts';
import type { PlatformCheck } from '../module.ts';
import { heads } from '../view.ts';
import { allChecks } from './registered.ts';
import { judgedRows } from './tally.ts';

/** One judged row, ready to be read by a person. */
export type ShownRow = {
  readonly type: string;
  readonly id: string;
  /** `RSK-0042`, or null for a row that is no record. */
  readonly ref: string | null;
  readonly title: string;
  readonly outcome: Outcome;
  readonly reason: string;
  /** What is the matter, in one sentence. */
  readonly message: string;
  /** A path of the web app, below the organisation. */
  readonly fix: string;
  readonly nextAt: string | null;
};

export type RowPage = { readonly rows: readonly ShownRow[]; readonly next: string | null };

type Raw = {
  readonly type: string;
  readonly id: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly args: string | null;
  readonly nextAt: string | null;
  readonly ref: string | null;
  readonly title: string | null;
};

/**
 * One page of the rows of a check with an outcome: titles, the sentence, and where to mend it. Judged on demand.
 * @param page `cursor` is the `next` of the page before
 * @throws AppError `invalid-input` for a cursor of something else
 */
export async function gapsOf(
  ctx: Ctx,
  check: PlatformCheck,
  page: { readonly outcome: Outcome; readonly cursor?: string | undefined; readonly limit?: number },
): Promise<RowPage> {
  const limit = page.limit ?? 50;
  let rows = titled(ctx, judgedRows(ctx, check)).where('row.outcome', '=', page.outcome);
  if (page.cursor !== undefined) {
    const [id, reason] = decodeCursor(page.cursor);
    rows = rows.where((eb) =>
      eb.or([eb('row.id', '>', id), eb.and([eb('row.id', '=', id), eb('row.reason', '>', reason)])]),
    );
  }
  const found = await rows.orderBy('row.id').orderBy('row.reason').limit(limit).execute();
  const last = found.length === limit ? found.at(-1) : undefined;
  return {
    rows: found.map((row) => shown(check, row)),
    next: last ? Buffer.from(JSON.stringify([last.id, last.reason])).toString('base64url') : null,
  };
}

/** What every check says of one record: the panel "checks touching this record". */
export async function checksTouching(
  ctx: Ctx,
  recordId: string,
): Promise<readonly (ShownRow & { readonly check: PlatformCheck })[]> {
  const found: (ShownRow & { readonly check: PlatformCheck })[] = [];
  for (const check of allChecks(ctx.registry)) {
    const rows = await titled(ctx, judgedRows(ctx, check, [recordId])).execute();
    found.push(...rows.map((row) => ({ ...shown(check, row), check })));
  }
  const weight = { gap: 0, unknown: 1, ok: 2 };
  return found.sort((a, b) => weight[a.outcome] - weight[b.outcome]);
}

/** The sentence of a row; the reason code itself when the check has no words for it. */
export function messageOf(
  check: PlatformCheck,
  row: { readonly reason: string; readonly args: string | null },
  title: string,
): string {
  const args = row.args === null ? {} : (JSON.parse(row.args) as Values);
  return check.messages[row.reason]?.(args, title) ?? row.reason;
}

/** Judged rows with the reference and the title of their records. */
export function titled(ctx: Ctx, rows: ReturnType<typeof judgedRows>) {
  return rows
    .leftJoin('record', (join) =>
      join.onRef('record.id', '=', 'row.id').on(sql<boolean>`"record"."org_id" = ${ctx.org.id}`),
    )
    .leftJoin(heads(ctx).as('head'), 'head.id', 'row.id')
    .select([
      'row.type',
      'row.id',
      'row.outcome',
      'row.reason',
      'row.args',
      'row.nextAt',
      'record.ref',
      'head.title',
    ])
    .$castTo<Raw>();
}

/** A row as a person reads it. */
export function shown(check: PlatformCheck, row: Raw): ShownRow {
  const title = row.title ?? titleIn(row.args) ?? row.ref ?? row.id;
  return {
    type: row.type,
    id: row.id,
    ref: row.ref,
    title,
    outcome: row.outcome,
    reason: row.reason,
    message: messageOf(check, row, title),
    fix: check.fix(row),
    nextAt: row.nextAt,
  };
}

/** A row that is no record may carry its own title in `args`. */
function titleIn(args: string | null): string | null {
  const { title } = (args === null ? {} : JSON.parse(args)) as { readonly title?: unknown };
  return typeof title === 'string' ? title : null;
}

function decodeCursor(cursor: string): readonly [string, string] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'string'))
      return value as unknown as [string, string];
  } catch {
    // falls through to the one refusal
  }
  throw new AppError('invalid-input', t('This cursor does not belong to this list.'), {
    problems: [{ path: 'cursor', message: t('start again without a cursor') }],
  });
}
