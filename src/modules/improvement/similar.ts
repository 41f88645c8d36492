import { sql } from 'kysely';
import type { OutputOf } from '#kernel/endpoint.ts';
import type { RecordOf } from '#kernel/record.ts';
import { risks } from '#modules/risk/read.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { heads, links } from '#platform/view.ts';
import type { nonconformity } from './contract.ts';
import { nonconformities } from './read.ts';
import { significantWords } from './search-words.ts';
import type { nonconformityViews } from './views-contract.ts';

type At = Pick<Ctx, 'q' | 'org' | 'at'>;
type Nonconformity = RecordOf<typeof nonconformity>;
type Case = OutputOf<typeof nonconformityViews.similar>['cases'][number];
type Hit = Omit<Case, 'why'> & { readonly why: string };

/** How many cases of one kind and one reason are answered. */
const LIMIT = 40;

/**
 * Looks through the registers for where the same fault exists or could occur (10.2 b): nonconformities, risks and AI
 * systems that share an AI system, a control, a requirement, a part or words with it. It proposes; a person looks.
 * @param words searched for instead of those of title and cause
 */
export async function similarCases(
  at: At,
  it: Nonconformity,
  words?: string,
): Promise<OutputOf<typeof nonconformityViews.similar>> {
  const chosen = significantWords(words?.trim() ? words : [it.title, it.cause].filter(Boolean).join(' '));
  const concerned = await concernedBy(at, it.id);
  const hits = [
    ...(await sharedRequirement(at, it)),
    ...(await sharedRecord(at, it, concerned)),
    ...(await sharedParts(at, concerned)),
    ...(await sharedWords(at, it, chosen)),
  ];
  return { words: [...chosen], cases: merged(hits.filter((hit) => !concerned.includes(hit.id))) };
}

async function concernedBy(at: At, id: string): Promise<readonly string[]> {
  const rows = await at.q
    .selectFrom(links(at, 'nc-concerns').as('l'))
    .select('l.to_id')
    .where('l.from_id', '=', id)
    .execute();
  return rows.map((row) => row.to_id);
}

async function sharedRequirement(at: At, it: Nonconformity): Promise<readonly Hit[]> {
  const found = await Promise.all(
    it.requirements.map(async (ref) => {
      const rows = await at.q
        .selectFrom(nonconformities(at).as('n'))
        .select(['n.id', 'n.ref', 'n.title'])
        .where('n.id', '<>', it.id)
        .where('n.requirements', 'like', `%${JSON.stringify(ref)}%`)
        .orderBy('n.ref', 'desc')
        .limit(LIMIT)
        .execute();
      return rows.map((row) => hit('nonconformity', row, `Requirement ${ref}`));
    }),
  );
  return found.flat();
}

/** Nonconformities and risks that concern the same records, and risks whose treatment uses the same control. */
async function sharedRecord(
  at: At,
  it: Nonconformity,
  concerned: readonly string[],
): Promise<readonly Hit[]> {
  if (concerned.length === 0) return [];
  const direct = await at.q
    .selectFrom(links(at).as('l'))
    .innerJoin('record as rec', (join) =>
      join.onRef('rec.id', '=', 'l.from_id').on('rec.org_id', '=', at.org.id),
    )
    .innerJoin(heads(at).as('h'), 'h.id', 'l.from_id')
    .innerJoin(heads(at).as('shared'), 'shared.id', 'l.to_id')
    .select(['rec.id', 'rec.ref', 'rec.type', 'h.title', 'shared.title as with'])
    .where('l.kind', 'in', ['nc-concerns', 'concerns'])
    .where('l.to_id', 'in', [...concerned])
    .where('l.from_id', '<>', it.id)
    .orderBy('rec.ref', 'desc')
    .limit(LIMIT * 2)
    .execute();
  const treated = await at.q
    .selectFrom(links(at, 'treatment-uses').as('u'))
    .innerJoin(links(at, 'treats').as('t'), 't.from_id', 'u.from_id')
    .innerJoin(risks(at).as('r'), 'r.id', 't.to_id')
    .innerJoin(heads(at).as('shared'), 'shared.id', 'u.to_id')
    .select(['r.id', 'r.ref', 'r.title', 'shared.title as with'])
    .where('u.to_id', 'in', [...concerned])
    .orderBy('r.ref')
    .limit(LIMIT)
    .execute();
  return [
    ...direct.map((row) => hit(row.type, row, `Concerns ${row.with}`)),
    ...treated.map((row) => hit('risk', row, `Is treated by ${row.with}`)),
  ];
}

/** AI systems that use the same model, data set or supplier as a concerned one: the fault may sit in the part. */
async function sharedParts(at: At, concerned: readonly string[]): Promise<readonly Hit[]> {
  if (concerned.length === 0) return [];
  const rows = await at.q
    .selectFrom(links(at).as('mine'))
    .innerJoin(links(at).as('theirs'), (join) =>
      join.onRef('theirs.to_id', '=', 'mine.to_id').onRef('theirs.kind', '=', 'mine.kind'),
    )
    .innerJoin(systems(at).as('s'), 's.id', 'theirs.from_id')
    .innerJoin(heads(at).as('part'), 'part.id', 'mine.to_id')
    .select(['s.id', 's.ref', 's.name as title', 'part.title as with'])
    .where('mine.kind', 'in', ['uses-model', 'uses-data', 'supplied-by'])
    .where('mine.from_id', 'in', [...concerned])
    .whereRef('theirs.from_id', '<>', 'mine.from_id')
    .orderBy('s.ref')
    .limit(LIMIT)
    .execute();
  return rows.map((row) => hit('system', row, `Shares ${row.with}`));
}

async function sharedWords(at: At, it: Nonconformity, words: readonly string[]): Promise<readonly Hit[]> {
  const found = await Promise.all(
    words.map(async (word) => {
      const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
      const why = `The word “${word}”`;
      const said = (text: string) => sql<boolean>`lower(${sql.raw(text)}) like ${like} escape '\\'`;
      const others = await at.q
        .selectFrom(nonconformities(at).as('n'))
        .select(['n.id', 'n.ref', 'n.title'])
        .where('n.id', '<>', it.id)
        .where(
          said(`"n"."title" || ' ' || coalesce("n"."description", '') || ' ' || coalesce("n"."cause", '')`),
        )
        .orderBy('n.ref', 'desc')
        .limit(LIMIT)
        .execute();
      const feared = await at.q
        .selectFrom(risks(at).as('r'))
        .select(['r.id', 'r.ref', 'r.title'])
        .where(said(`"r"."title" || ' ' || coalesce("r"."event", '')`))
        .orderBy('r.ref')
        .limit(LIMIT)
        .execute();
      const built = await at.q
        .selectFrom(systems(at).as('s'))
        .select(['s.id', 's.ref', 's.name as title'])
        .where(said(`"s"."name" || ' ' || coalesce("s"."purpose", '')`))
        .orderBy('s.ref')
        .limit(LIMIT)
        .execute();
      return [
        ...others.map((row) => hit('nonconformity', row, why)),
        ...feared.map((row) => hit('risk', row, why)),
        ...built.map((row) => hit('system', row, why)),
      ];
    }),
  );
  return found.flat();
}

function hit(
  type: string,
  row: { readonly id: string; readonly ref: string; readonly title: string | null },
  why: string,
): Hit {
  return { type, id: row.id, ref: row.ref, title: row.title ?? '', why };
}

/** One line for each record, with everything it has in common; the most alike first. */
function merged(hits: readonly Hit[]): Case[] {
  const known = new Map<string, Case>();
  for (const { why, ...rest } of hits) {
    const before = known.get(rest.id)?.why ?? [];
    if (before.length < 12) known.set(rest.id, { ...rest, why: [...new Set([...before, why])] });
  }
  return [...known.values()].sort(
    (a, b) => b.why.length - a.why.length || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0),
  );
}
