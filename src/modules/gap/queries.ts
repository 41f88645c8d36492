import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { type Role, roleIds, roles } from '#kernel/roles.ts';
import type { Ctx } from '#platform/context.ts';
import { languageFor } from '#platform/language/language-for.ts';
import { memberships, organisations, persons } from '#platform/people-tables.ts';
import { readRecord } from '#platform/register/operations.ts';
import { interview, part, type Questionnaire, type ShownInterview } from './contract.ts';
import { claims, interviews, parts } from './read.ts';
import type { Part } from './service.ts';
import { roleToAsk } from './split.ts';

type Depth = 'first' | 'all';

/** What an interview of that depth asks about: subclauses, and the controls when wanted. */
function requirementsToAsk(ctx: Pick<Ctx, 'catalog'>, withControls: boolean) {
  return withControls ? [...ctx.catalog.subclauses(), ...ctx.catalog.controls()] : ctx.catalog.subclauses();
}

function countQuestions(ctx: Pick<Ctx, 'catalog'>, ids: readonly string[], depth: Depth): number {
  if (depth === 'first') return ids.length;
  return ids.reduce((sum, id) => sum + (ctx.catalog.requirement(`iso-42001:${id}`)?.asks.length ?? 0), 0);
}

/** Splits the questions over the people who hold the roles that usually know. */
export async function suggestSplit(
  ctx: Ctx,
  scope: { readonly depth: Depth; readonly withControls: 'true' | 'false' },
) {
  const people = await peopleByRole(ctx);
  const held = new Set(people.flatMap((each) => each.roles));
  const asked = new Map<string, string[]>();
  const requirements: { id: string; title: string; personId: string | null }[] = [];
  for (const { id, displayTitle } of requirementsToAsk(ctx, scope.withControls === 'true')) {
    const role = roleToAsk(id, held);
    const who = role === null ? undefined : people.find((each) => each.roles.includes(role));
    requirements.push({ id, title: displayTitle, personId: who?.personId ?? null });
    if (who) asked.set(who.personId, [...(asked.get(who.personId) ?? []), id]);
  }
  return {
    parts: people
      .filter((each) => asked.has(each.personId))
      .map((each) => ({
        personId: each.personId,
        name: each.name,
        roles: each.roles.map((role) => t(roles[role])),
        requirementIds: asked.get(each.personId)!,
        questions: countQuestions(ctx, asked.get(each.personId)!, scope.depth),
      })),
    requirements,
  };
}

async function peopleByRole(ctx: Ctx) {
  const rows = await ctx.q
    .selectFrom(memberships(ctx).as('m'))
    .innerJoin(persons(ctx).as('p'), 'p.id', 'm.personId')
    .where('p.active', '=', 1)
    .where((eb) => eb.or([eb('m.until', 'is', null), eb('m.until', '>=', ctx.today)]))
    .select(['m.personId', 'p.name', 'm.roles'])
    .orderBy('p.name')
    .orderBy('m.personId')
    .execute();
  return rows.map((row) => ({
    personId: row.personId,
    name: row.name ?? 'An erased person',
    roles: (JSON.parse(row.roles) as Role[]).filter((role) => roleIds.includes(role)),
  }));
}

/** Every interview with its people and how far each is; the newest first. */
export async function listInterviews(ctx: Ctx): Promise<{ readonly interviews: ShownInterview[] }> {
  const all = await interviews(ctx).orderBy('startedOn', 'desc').orderBy('ref', 'desc').execute();
  const asked = await ctx.q
    .selectFrom(parts(ctx).as('p'))
    .leftJoin(persons(ctx).as('who'), 'who.id', 'p.personId')
    .select([
      'p.id',
      'p.version',
      'p.interviewId',
      'p.personId',
      'p.requirementIds',
      'p.state',
      'p.lastAnsweredOn',
      'p.linkUntil',
      'who.name',
    ])
    .orderBy('p.ref')
    .execute();
  const answered = await ctx.q
    .selectFrom(claims(ctx).as('c'))
    .where('c.answer', 'is not', null)
    .groupBy('c.partId')
    .select(['c.partId', (eb) => eb.fn.countAll().as('count')])
    .execute();
  const count = new Map(answered.map((row) => [row.partId, Number(row.count)]));
  return {
    interviews: all.map((each) => ({
      id: each.id,
      ref: each.ref,
      version: each.version,
      title: each.title,
      state: each.state,
      depth: each.depth,
      withControls: each.withControls === 1,
      dueOn: each.dueOn,
      startedBy: each.startedBy,
      startedOn: each.startedOn,
      parts: asked
        .filter((one) => one.interviewId === each.id)
        .map((one) => {
          const requirementIds = JSON.parse(one.requirementIds) as string[];
          return {
            id: one.id,
            version: one.version,
            personId: one.personId,
            name: one.name ?? 'An erased person',
            state: one.state,
            requirementIds,
            questions: countQuestions(ctx, requirementIds, each.depth),
            answered: count.get(one.id) ?? 0,
            lastAnsweredOn: one.lastAnsweredOn,
            linkUntil: one.linkUntil,
          };
        }),
    })),
  };
}

/** A person's questions with their own answers, in the order of the standard. @throws AppError `not-found` */
export async function questionnaireOf(
  ctx: Ctx,
  partId: string,
  link: { readonly until: string } | null,
): Promise<Questionnaire> {
  const asked = await readRecord(ctx, part, { id: partId });
  const whole = await readRecord(ctx, interview, { id: asked.interviewId });
  const said = await claims(ctx).where('partId', '=', partId).execute();
  const answers = new Map(said.map((each) => [`${each.requirementId} ${each.question}`, each]));
  return {
    partId,
    interview: whole.title,
    organisation: await nameOfOrganisation(ctx),
    personId: asked.personId,
    person: await nameOf(ctx, asked),
    state: asked.state,
    closed: whole.state === 'closed',
    dueOn: whole.dueOn,
    linkUntil: link?.until ?? null,
    requirements: asked.requirementIds.flatMap((id) => {
      const requirement = ctx.catalog.requirement(`iso-42001:${id}`);
      if (!requirement) return [];
      const asks = whole.depth === 'first' ? requirement.asks.slice(0, 1) : requirement.asks;
      return [
        {
          id,
          title: requirement.displayTitle,
          summary: requirement.summary,
          typicalEvidence: [...requirement.typicalEvidence],
          mayBeLeftOut: requirement.kind === 'control',
          questions: asks.map((text, question) => {
            const given = answers.get(`${id} ${question}`);
            return {
              question,
              asked: text,
              answered: given
                ? {
                    id: given.id,
                    version: given.version,
                    answer: given.answer,
                    words: given.words,
                    evidenceUrl: given.evidenceUrl,
                    answeredOn: given.answeredOn,
                  }
                : null,
            };
          }),
        },
      ];
    }),
  };
}

/** The part that a link opens. @throws AppError `link-over` when a newer link replaced it or it was taken back */
export async function partOfLink(ctx: Ctx, payload: Readonly<Record<string, unknown>>): Promise<Part> {
  const asked = await readRecord(ctx, part, { id: String(payload.partId) });
  if (asked.personId === null || asked.linkNumber !== payload.number)
    throw new AppError('link-over', t('This link was taken back, or a newer one took its place.'));
  return asked;
}

/** Whom a link is for. @throws AppError `not-found` */
export async function addressee(ctx: Ctx, partId: string) {
  const asked = await readRecord(ctx, part, { id: partId });
  const whole = await readRecord(ctx, interview, { id: asked.interviewId });
  const row = await ctx.q
    .selectFrom(persons(ctx).as('p'))
    .select(['p.name', 'p.email'])
    .where('p.id', '=', asked.personId ?? '')
    .executeTakeFirst();
  return {
    name: row?.name ?? 'this person',
    email: row?.email ?? null,
    language: await languageFor(ctx, asked.personId),
    interview: whole.title,
  };
}

async function nameOfOrganisation(ctx: Ctx): Promise<string> {
  const row = await ctx.q.selectFrom(organisations(ctx).as('o')).select('o.name').executeTakeFirst();
  return row?.name ?? '';
}

async function nameOf(ctx: Ctx, asked: Part): Promise<string> {
  if (asked.personId === null) return 'An erased person';
  const row = await ctx.q
    .selectFrom(persons(ctx).as('p'))
    .select('p.name')
    .where('p.id', '=', asked.personId)
    .executeTakeFirst();
  return row?.name ?? 'An erased person';
}
