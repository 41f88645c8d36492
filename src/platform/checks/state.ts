import type { WriteHandle } from '../db/database.ts';
import type { PlatformTables } from '../db/tables.ts';
import type { At } from '../view.ts';

/** What one check came out with, as numbers only. */
export type Tally = {
  readonly ok: number;
  readonly gap: number;
  readonly unknown: number;
  /** The next day on which a row flips without a write, after today; null when there is none. */
  readonly nextAt: string | null;
  /** The log position at which the oldest record that counts as proof got its present form. */
  readonly oldest: number | null;
};

/** What a check remembers of its last run: nothing but numbers, the position and the day (spine.md section 7). */
export type CheckState = {
  readonly check: string;
  readonly version: number;
  /** Which catalog packs it was judged with; other packs mean another judgement. */
  readonly basis: string;
  readonly seq: number;
  readonly today: string;
  readonly tally: Tally;
};

type Row = Omit<PlatformTables['check_state'], 'org_id'>;

/** The remembered runs of this organisation, by check. */
export async function rememberedStates(ctx: Pick<At, 'q' | 'org'>): Promise<ReadonlyMap<string, CheckState>> {
  const rows = await ctx.q
    .selectFrom('check_state')
    .select(['check', 'version', 'seq', 'today', 'counts', 'nextAt'])
    .where('org_id', '=', ctx.org.id)
    .execute();
  return new Map(rows.map((row) => [row.check, fromRow(row)]));
}

/** Keeps runs for the next reader. A cache: it may be lost or emptied at any time. */
export async function keepStates(
  handle: WriteHandle,
  org: string,
  states: readonly CheckState[],
): Promise<void> {
  for (const state of states) {
    const { nextAt, ...numbers } = state.tally;
    const counts = JSON.stringify({ ...numbers, basis: state.basis });
    await handle.exec(
      `insert into "check_state" ("org_id","check","version","seq","today","counts","nextAt") values (?,?,?,?,?,?,?)
       on conflict ("org_id","check") do update set "version" = excluded."version", "seq" = excluded."seq",
         "today" = excluded."today", "counts" = excluded."counts", "nextAt" = excluded."nextAt"`,
      [org, state.check, state.version, state.seq, state.today, counts, nextAt],
    );
  }
}

function fromRow(row: Row): CheckState {
  const { basis, ...counts } = JSON.parse(row.counts) as Omit<Tally, 'nextAt'> & { basis: string };
  return {
    check: row.check,
    version: row.version,
    basis,
    seq: Number(row.seq),
    today: row.today,
    tally: { ...counts, nextAt: row.nextAt },
  };
}
