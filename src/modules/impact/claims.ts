import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { system } from '#modules/system/contract.ts';
import { systems } from '#modules/system/read.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { JobHandler } from '#platform/module.ts';
import type { Tx } from '#platform/tx.ts';
import { sourceClaim } from './contract.ts';
import { claims } from './read.ts';

type Claim = FieldsOf<typeof sourceClaim>;
type Topic = Claim['topic'];

/** The beginnings of the columns in which known inventories speak of these things. */
const COLUMNS: Readonly<Record<Topic, string>> = {
  'impact-assessment': 'Has an AI impact assessment been conducted',
  'real-world-test': 'Has the AI use case been tested in operational or real-world environments',
  'independent-evaluation': 'Has an independent evaluation of the AI use case been conducted',
  monitoring: 'Is there a process to monitor performance of the AI system',
  notice: 'How is the agency providing reasonable and timely notice',
  appeal: 'Is there an established fallback and escalation process',
  'opt-out': 'Where practicable and consistent with applicable law',
};

/** First words by which a cell says yes, no, or that it is planned, in the terms of the published inventories. */
const SAID: readonly (readonly [Claim['says'], RegExp])[] = [
  ['not-applicable', /^(n\/a|not applicable|does not apply|ai is not safety|use case is not safety)/],
  ['planned', /^planned/],
  // A benchmark was by the inventory's own definition not run in an operational environment.
  ['no', /^(no\b|none of the above|benchmark evaluation)/],
  [
    'yes',
    /^(yes\b|true$|performance evaluation|impact evaluation|intermittent|automated|established|online|in-person|in person|email|telephone)/,
  ],
];

/** What the source says in one cell: a claim, whatever it says. A text that fits nothing known is kept as other. */
export function saysOf(words: string): Claim['says'] {
  const text = words.trim().toLowerCase();
  return SAID.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

/** The claims that the source's own fields of one AI system hold. */
export function claimsIn(
  fields: Readonly<Record<string, string>>,
): readonly Pick<Claim, 'topic' | 'says' | 'words'>[] {
  return Object.entries(COLUMNS).flatMap(([topic, start]) => {
    const column = Object.keys(fields).find((name) => name.trim().startsWith(start));
    const words = column === undefined ? '' : fields[column]!.trim();
    return words === '' ? [] : [{ topic: topic as Topic, says: saysOf(words), words }];
  });
}

/** How many AI systems one transaction looks at. */
const STEP = 200;

/** Reads the claims of all imported AI systems again: new ones are added, changed ones changed, vanished ones taken out. */
export async function collectClaims(ctx: ActionCtx) {
  const total = { added: 0, changed: 0, removed: 0 };
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after;
    const page = await ctx.read((read) => importedAfter(read, from));
    if (page.length > 0)
      await ctx.write(async (tx) => {
        const done = await keepClaims(tx, page);
        total.added += done.added;
        total.changed += done.changed;
        total.removed += done.removed;
      });
    after = page.length < STEP ? null : page.at(-1)!.id;
  }
  return total;
}

/** Once a day: an import of the day before has its claims. */
export const claimsJob: JobHandler = {
  kind: 'impact.claims',
  daily: true,
  run: async (ctx) => {
    await collectClaims(ctx);
  },
};

async function importedAfter(ctx: Ctx, after: string): Promise<readonly RecordOf<typeof system>[]> {
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .selectAll('s')
    .where('s.importKey', 'is not', null)
    .where('s.id', '>', after)
    .orderBy('s.id')
    .limit(STEP)
    .execute();
  return rows.map((row) => decodeRecord(system, row));
}

async function keepClaims(tx: Tx, page: readonly RecordOf<typeof system>[]) {
  const rows = await tx.q
    .selectFrom(claims(tx).as('c'))
    .selectAll('c')
    .where(
      'c.systemId',
      'in',
      page.map((each) => each.id),
    )
    .execute();
  const known = Map.groupBy(
    rows.map((row) => decodeRecord(sourceClaim, row)),
    (each) => each.systemId,
  );
  const done = { added: 0, changed: 0, removed: 0 };
  for (const subject of page) {
    const said = claimsIn(subject.sourceFields);
    const before = known.get(subject.id) ?? [];
    for (const each of said) {
      const old = before.find((one) => one.topic === each.topic);
      if (old?.words === each.words) continue;
      const fields = { ...each, systemId: subject.id, statedOn: tx.today };
      if (old) await tx.update(sourceClaim, { id: old.id }, fields);
      else await tx.insert(sourceClaim, fields);
      done[old ? 'changed' : 'added'] += 1;
    }
    for (const old of before.filter((one) => !said.some((each) => each.topic === one.topic))) {
      await tx.remove(sourceClaim, { id: old.id });
      done.removed += 1;
    }
  }
  return done;
}
