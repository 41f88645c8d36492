import { sql } from 'kysely';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { statements } from '#modules/control/read.ts';
import { improvementIdeas, nonconformities } from '#modules/improvement/read.ts';
import { requestsForUse } from '#modules/intake/read.ts';
import { risks, treatments } from '#modules/risk/read.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import type { certificationViews } from './views-contract.ts';

type Promises = OutputOf<typeof certificationViews.proofs>['promises'];
type Proof = Promises[number]['proofs'][number];

/**
 * What there is to show for the four things that a certificate is asked for (R178), each a count that leads to its
 * records, and what no register read here can show. Records are no judgement: a person looks at them.
 */
export async function proofsOf(ctx: Ctx): Promise<Promises> {
  return [
    {
      id: 'risk',
      title: t('Risks of AI are judged and treated'),
      proofs: await riskProofs(ctx),
      notSeen: ['Whether the judgements are right: the auditor talks to those who made them.'],
    },
    {
      id: 'ethics',
      title: t('AI is used responsibly'),
      proofs: await responsibleUse(ctx),
      notSeen: ['What people do when nobody looks, and how those affected see it.'],
    },
    {
      id: 'transparency',
      title: t('It is open which controls apply, and what the law calls each system'),
      proofs: await openProofs(ctx),
      notSeen: ['Whether users understand what they are told.'],
    },
    {
      id: 'improvement',
      title: t('What goes wrong is mended, and things get better'),
      proofs: await improvementProofs(ctx),
      notSeen: ['What went wrong and was never written down.'],
    },
  ];
}

async function riskProofs(ctx: Ctx): Promise<Proof[]> {
  const judged = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .where('r.level', 'is not', null)
    .where('r.state', '<>', 'closed')
    .select(counted('"r"."assessedOn"'))
    .executeTakeFirstOrThrow();
  const accepted = await ctx.q
    .selectFrom(risks(ctx).as('r'))
    .where('r.state', '=', 'accepted')
    .select(counted('"r"."acceptedOn"'))
    .executeTakeFirstOrThrow();
  const done = await ctx.q
    .selectFrom(treatments(ctx).as('t'))
    .where('t.state', '=', 'done')
    .select(counted('"t"."doneOn"'))
    .executeTakeFirstOrThrow();
  return [
    proof('Risks judged by our criteria', judged, '/risks?level[empty]=false&state[not]=closed'),
    proof('Residual risks accepted by their authority', accepted, '/risks?state=accepted'),
    proof('Treatments carried out', done, '/treatments?state=done'),
  ];
}

async function responsibleUse(ctx: Ctx): Promise<Proof[]> {
  const affected = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.affectedPeople', 'is not', null)
    .select(counted('null'))
    .executeTakeFirstOrThrow();
  const answered = await ctx.q
    .selectFrom(requestsForUse(ctx).as('u'))
    .where('u.state', 'in', ['approved', 'refused', 'ended'])
    .select(counted('"u"."decidedOn"'))
    .executeTakeFirstOrThrow();
  return [
    proof('AI systems that name whom they affect', affected, '/systems?affectedPeople[empty]=false'),
    proof('Requests to use AI answered with reasons', answered, '/use-requests?state=approved,refused,ended'),
  ];
}

async function openProofs(ctx: Ctx): Promise<Proof[]> {
  const issued = await ctx.q
    .selectFrom(statements(ctx).as('s'))
    .where('s.issuedOn', 'is not', null)
    .select(counted('"s"."issuedOn"'))
    .executeTakeFirstOrThrow();
  const classified = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .where('s.euState', '=', 'confirmed')
    .select(counted('"s"."euConfirmedOn"'))
    .executeTakeFirstOrThrow();
  return [
    proof('Statements of Applicability issued with a signed checkpoint', issued, '/statement'),
    proof('AI systems classified under the EU AI Act by a person', classified, '/systems?euState=confirmed'),
  ];
}

async function improvementProofs(ctx: Ctx): Promise<Proof[]> {
  const effective = await ctx.q
    .selectFrom(nonconformities(ctx).as('n'))
    .where('n.effectResult', '=', 'effective')
    .select(counted('"n"."effectJudgedOn"'))
    .executeTakeFirstOrThrow();
  const again = await ctx.q
    .selectFrom(nonconformities(ctx).as('n'))
    .where('n.round', '>=', 2)
    .select(counted('"n"."foundOn"'))
    .executeTakeFirstOrThrow();
  const better = await ctx.q
    .selectFrom(improvementIdeas(ctx).as('i'))
    .where('i.benefit', '=', 'better')
    .select(counted('"i"."reviewedOn"'))
    .executeTakeFirstOrThrow();
  return [
    proof(
      'Nonconformities whose action was found effective by somebody else',
      effective,
      '/nonconformities?effectResult=effective',
    ),
    proof('Nonconformities reopened because an action did not help', again, '/nonconformities?round[gte]=2'),
    proof('Improvements found better', better, '/improvements?benefit=better'),
  ];
}

/** A count, and the newest day of what was counted. `day` is SQL of our own, never of a user. */
function counted(day: string) {
  return [sql<number>`count(*)`.as('count'), sql<string | null>`max(${sql.raw(day)})`.as('newest')] as const;
}

function proof(
  label: string,
  row: { readonly count: number | string; readonly newest: string | null },
  href: string,
): Proof {
  return { label, count: Number(row.count), newest: row.newest, href };
}
