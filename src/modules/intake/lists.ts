import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import type { Tx } from '#platform/tx.ts';
import { type intakeViews, useRequest } from './contract.ts';
import { requestsForUse } from './read.ts';
import { type ListedUse, readList } from './read-list.ts';
import { newRequest } from './service.ts';

type Preview = OutputOf<typeof intakeViews.readList>;
type Previewed = Preview['uses'][number];
type At = Pick<Ctx, 'q' | 'org' | 'at' | 'today'>;

const NOTE =
  'Recognised by a small list of tools that the authors of OpenAIMS put together; it is not complete. Choose what else is AI.';

/** What a list says, and what of it is known here already. Nothing is written. */
export async function previewList(at: At, text: string): Promise<Preview> {
  const { kind, uses, cut } = readList(text, at.today);
  const known = await knownHere(at);
  const before = new Set<string>();
  return {
    kind,
    note: cut
      ? `${NOTE} The list is longer than what is read at once: what lies behind line 20,000 is left out.`
      : NOTE,
    uses: uses.map((use): Previewed => {
      const key = keyOf(use);
      const repeated = before.has(key);
      before.add(key);
      const here = known.get(use.tool.toLowerCase()) ?? (use.host ? known.get(use.host) : undefined);
      if (here) return { ...use, known: here.kind, knownAs: here.ref };
      return { ...use, known: repeated ? 'repeated' : 'new', knownAs: null };
    }),
  };
}

/** Declares the chosen lines: each becomes a request that is answered kindly. What is known already is left out, and named. */
export async function declareList(
  tx: Tx,
  input: { readonly text: string; readonly lines: readonly number[] },
): Promise<OutputOf<typeof intakeViews.declareList>> {
  const { kind, uses } = await previewList(tx, input.text);
  const missing = input.lines.filter((line) => !uses.some((use) => use.line === line));
  if (missing.length > 0)
    throw new AppError('invalid-input', t('Some of the chosen lines are not in this list.'), {
      problems: missing.slice(0, 12).map((line) => ({ path: 'lines', message: t('Line {line}', { line }) })),
    });
  const declared: { id: string; ref: string; tool: string }[] = [];
  const skipped: { line: number; tool: string; why: string }[] = [];
  for (const use of uses.filter((each) => input.lines.includes(each.line))) {
    if (use.known !== 'new') {
      skipped.push({ line: use.line, tool: use.tool, why: WHY[use.known](use.knownAs) });
      continue;
    }
    const made = await tx.insert(
      useRequest,
      newRequest(tx, {
        tool: use.tool,
        maker: use.maker,
        address: use.address,
        host: use.host,
        alreadyUsed: true,
        usedSince: use.since,
        origin: kind,
      }),
    );
    declared.push({ id: made.id, ref: made.ref, tool: made.tool });
  }
  return { declared, skipped };
}

const WHY = {
  repeated: () => 'It stands in the list before.',
  declared: (ref: string | null) => `It is declared or asked for already${ref ? `: ${ref}` : ''}.`,
  system: (ref: string | null) => `It is an AI system of the inventory already${ref ? `: ${ref}` : ''}.`,
} as const;

function keyOf(use: ListedUse): string {
  return use.recognised ? use.tool.toLowerCase() : (use.host ?? use.tool.toLowerCase());
}

/** What is here by its name, and by the host of its address; what was withdrawn or ended does not count. */
async function knownHere(at: At) {
  const known = new Map<string, { kind: 'declared' | 'system'; ref: string }>();
  const asked = await at.q
    .selectFrom(requestsForUse(at).as('u'))
    .select(['u.ref', 'u.tool', 'u.host'])
    .where('u.state', 'not in', ['withdrawn', 'ended'])
    .orderBy('u.ref')
    .execute();
  for (const row of asked) {
    known.set(row.tool.toLowerCase(), { kind: 'declared', ref: row.ref });
    if (row.host) known.set(row.host, { kind: 'declared', ref: row.ref });
  }
  const inventory = await at.q.selectFrom(systems(at).as('s')).select(['s.ref', 's.name']).execute();
  for (const row of inventory) known.set(row.name.toLowerCase(), { kind: 'system', ref: row.ref });
  return known;
}
