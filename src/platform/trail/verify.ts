import { sql } from 'kysely';
import { t } from '#kernel/language.ts';
import type { Registry } from '../context.ts';
import type { Reader } from '../db/database.ts';
import type { Runtime } from '../instance.ts';
import { type Leaf, leafHash, parseLeaf } from './leaf.ts';
import { append, decodeFrontier, emptyFrontier, type Frontier, root } from './merkle.ts';
import { type Finding, MAX_FINDINGS, type Verification, type VerifyOptions } from './verification.ts';
import { type CheckpointClaim, judgeCheckpoint, type LogRow } from './verify-checkpoint.ts';
import { type Page, rowVerifier } from './verify-rows.ts';

type EntryRow = {
  readonly seq: number;
  readonly op: string;
  readonly at: string;
  readonly actor: string | null;
  readonly operation: string;
  readonly type: string;
  readonly record_id: string;
  readonly version: number;
  readonly change: string;
  readonly text: string;
};

const PAGE = 2000;

/**
 * Folds an organisation's log and holds every row against it: changed, missing, extra, reordered, erased by right.
 * Whoever owns the disk can rewrite everything consistently; only a checkpoint that left the machine shows that.
 */
export async function verifyTrail(
  runtime: Runtime,
  org: string,
  options: VerifyOptions = {},
): Promise<Verification> {
  return runtime.db.moment(org, (q) => verifyRead({ q, org, registry: runtime.registry }, options));
}

/** The same over one reader: what a transaction has written is held to the log before it is committed. */
export async function verifyRead(
  { q, org, registry }: { readonly q: Reader; readonly org: string; readonly registry: Registry },
  options: VerifyOptions = {},
): Promise<Verification> {
  const logs = (
    await q
      .selectFrom('log')
      .select(['epoch', 'origin', 'startSeq', 'size', 'frontier', 'publicKey'])
      .where('org_id', '=', org)
      .orderBy('epoch')
      .execute()
  ).map((row) => ({ ...row, startSeq: Number(row.startSeq), size: Number(row.size) }));
  const findings: Finding[] = [];
  const report = (finding: Finding) => {
    if (findings.length < MAX_FINDINGS) findings.push(finding);
  };
  const claim = options.against ? judgeCheckpoint({ note: options.against, key: options.key, logs }) : null;
  const rows = rowVerifier({ q, org, registry, report });
  const total = logs.reduce((sum, log) => sum + log.size, 0);
  let entries = 0;
  for (const log of logs) {
    entries += await foldEpoch({
      q,
      org,
      log,
      report,
      rows,
      claim,
      onProgress: (done) => options.onProgress?.(entries + done, total),
    });
  }
  await extraEntries(q, org, logs, report);
  const erased = await rows.finish();
  return conclude({ entries, findings, erased, claim, logs });
}

type Fold = {
  readonly q: Reader;
  readonly org: string;
  readonly log: LogRow;
  readonly report: (finding: Finding) => void;
  readonly rows: ReturnType<typeof rowVerifier>;
  readonly claim: CheckpointClaim | null;
  readonly onProgress: (done: number) => void;
};

/** While one page is compared the next is read: the database answers from a thread or a machine of its own. */
async function foldEpoch({ q, org, log, report, rows, claim, onProgress }: Fold): Promise<number> {
  const fold: Folded = { frontier: emptyFrontier(), before: null, next: log.startSeq };
  const end = log.startSeq + log.size;
  const operations = wholeOperations(q, org, { from: log.startSeq, end });
  if (claim?.epoch === log.epoch && claim.size === 0) claim.check(root(fold.frontier));
  let reading: Promise<Page> | null = null;
  for (let coming = operations.next(); ; ) {
    const { value: entries } = await coming;
    const page = reading;
    if (entries) {
      reading = ahead(rows.read(foldPage(fold, entries, { org, log, report, claim })));
      coming = ahead(operations.next());
    } else reading = null;
    // What is read ahead leaves here before this thread is busy again, and others get their turn.
    await new Promise((resolve) => setImmediate(resolve));
    if (page) rows.compare(await page);
    onProgress(fold.next - log.startSeq);
    if (!reading) break;
  }
  const { frontier } = fold;
  const kept = decodeFrontier(new Uint8Array(log.frontier));
  if (frontier.size !== log.size)
    report({
      kind: 'missing',
      where: `epoch ${log.epoch}`,
      what: t('The log counts {size} entries and holds {size2}.', { size: log.size, size2: frontier.size }),
    });
  else if (!Buffer.from(root(kept)).equals(Buffer.from(root(frontier))))
    report({
      kind: 'changed',
      where: `epoch ${log.epoch}`,
      what: t('The entries do not add up to the root that the log keeps.'),
    });
  return frontier.size;
}

type Folded = { frontier: Frontier; before: Leaf | null; next: number };

/** Adds a page of entries to the tree. @returns those that are entries by their text */
function foldPage(
  fold: Folded,
  page: readonly EntryRow[],
  { org, log, report, claim }: Pick<Fold, 'org' | 'log' | 'report' | 'claim'>,
): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (const entry of page) {
    const seq = Number(entry.seq);
    if (seq !== fold.next)
      report({
        kind: 'missing',
        where: `entry ${fold.next}`,
        what: t('The log continues with entry {seq}.', { seq }),
      });
    fold.next = seq + 1;
    const leaf = readEntry(entry, report);
    fold.frontier = append(fold.frontier, leafHash(entry.text));
    if (leaf) {
      if (leaf.org !== org || leaf.seq !== seq)
        report({
          kind: 'reordered',
          where: `entry ${seq}`,
          what: t('Its text says entry {seq}.', { seq: leaf.seq }),
        });
      if (fold.before && leaf.at < fold.before.at)
        report({
          kind: 'reordered',
          where: `entry ${seq}`,
          what: t('It is dated before the entry in front of it.'),
        });
      fold.before = leaf;
      leaves.push(leaf);
    }
    if (claim?.epoch === log.epoch && fold.frontier.size === claim.size) claim.check(root(fold.frontier));
  }
  return leaves;
}

/** Something read ahead: if it fails while nobody waits for it yet, it fails whoever does. */
function ahead<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => {});
  return reading;
}

/** Pages that end with a whole operation, so that every row has its entries in sight. */
async function* wholeOperations(
  q: Reader,
  org: string,
  { from, end }: { readonly from: number; readonly end: number },
): AsyncGenerator<readonly EntryRow[], undefined> {
  let begun: readonly EntryRow[] = [];
  for (let next = from; ; ) {
    const page = (await q
      .selectFrom('log_entry')
      .select(['seq', 'op', 'at', 'actor', 'operation', 'type', 'record_id', 'version', 'change', 'text'])
      .where('org_id', '=', org)
      .where('seq', '>=', next)
      .where('seq', '<', end)
      .orderBy('seq')
      .limit(PAGE)
      .execute()) as EntryRow[];
    const entries = [...begun, ...page];
    if (page.length < PAGE) {
      if (entries.length > 0) yield entries;
      return;
    }
    const last = entries.at(-1)!;
    next = Number(last.seq) + 1;
    const whole = entries.findLastIndex((entry) => entry.op !== last.op) + 1;
    begun = entries.slice(whole);
    if (whole > 0) yield entries.slice(0, whole);
  }
}

/** The stored text as a leaf, if it is one and its columns say the same. */
function readEntry(entry: EntryRow, report: (finding: Finding) => void): Leaf | null {
  try {
    const leaf = parseLeaf(entry.text);
    const same =
      leaf.op === entry.op &&
      leaf.at === entry.at &&
      leaf.actor === entry.actor &&
      leaf.operation === entry.operation &&
      leaf.type === entry.type &&
      leaf.id === entry.record_id &&
      leaf.version === entry.version &&
      leaf.change === entry.change;
    if (!same)
      report({
        kind: 'changed',
        where: `entry ${entry.seq}`,
        what: t('Its columns say something else than its text.'),
      });
    return leaf;
  } catch {
    report({ kind: 'changed', where: `entry ${entry.seq}`, what: t('Its text is not that of an entry.') });
    return null;
  }
}

async function extraEntries(
  q: Reader,
  org: string,
  logs: readonly LogRow[],
  report: (finding: Finding) => void,
): Promise<void> {
  const last = logs.at(-1);
  const end = last ? last.startSeq + last.size : 0;
  const row = await q
    .selectFrom('log_entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('org_id', '=', org)
    .where((eb) => eb.or([eb('seq', '>=', end), eb('seq', '<', sql<number>`0`)]))
    .executeTakeFirst();
  if (Number(row?.n ?? 0) > 0)
    report({ kind: 'extra', where: 'log', what: t('{n} entries lie behind its end.', { n: row!.n }) });
}

function conclude({
  entries,
  findings,
  erased,
  claim,
  logs,
}: {
  readonly entries: number;
  readonly findings: readonly Finding[];
  readonly erased: number;
  readonly claim: CheckpointClaim | null;
  readonly logs: readonly LogRow[];
}): Verification {
  const against = claim?.verdict() ?? null;
  const answer =
    findings.length > 0 || against?.answer === 'tampered'
      ? 'tampered'
      : against?.answer === 'restored'
        ? 'restored'
        : 'ok';
  const sentences = [
    ...(findings.length === 0
      ? [`${entries.toLocaleString('en')} entries and every record agree.`]
      : [
          `${findings.length}${findings.length === MAX_FINDINGS ? ' or more' : ''} things do not agree:`,
          ...findings.slice(0, 20).map((each) => `${each.kind}: ${each.where}. ${each.what}`),
        ]),
    ...(erased > 0
      ? [
          `${erased} values were erased by right; what they were cannot be known, that they were erased is in the log.`,
        ]
      : []),
    ...(logs.length > 1
      ? [`The log was restored or copied ${logs.length - 1} times; this is epoch ${logs.at(-1)!.epoch}.`]
      : []),
    ...(against
      ? [against.sentence]
      : [
          'Without a checkpoint that left this machine it cannot be excluded that somebody who owns the disk and the keys rewrote everything.',
        ]),
  ];
  return { answer, entries, findings, erased, sentences };
}
