import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { dependentsOf } from '#platform/staleness/marks.ts';
import { countMarks } from '#platform/staleness/read.ts';
import { tasksOf } from '#platform/tasks.ts';
import { staleBook } from './book.ts';
import { mayApproveChange } from './policy.ts';
import { managementChanges, systemChanges } from './read.ts';

const task = tasksOf('change');

/** What waits for this person: records of theirs to look at again, changes to approve, changes to carry out. */
export async function changeTasks(ctx: Ctx): Promise<readonly Task[]> {
  return [...(await toLookAt(ctx)), ...(await toApprove(ctx)), ...(await toCarryOut(ctx))];
}

/** One task for each kind of record: the owner's, and what nobody owns for the governance officer. */
async function toLookAt(ctx: Ctx): Promise<readonly Task[]> {
  const officer = ctx.actor.roles.includes('governance-officer');
  const owners = [...(ctx.actor.id === null ? [] : [ctx.actor.id]), ...(officer ? [null] : [])];
  const counts = await countMarks(ctx, staleBook(ctx), { owners });
  return dependentsOf(ctx.registry).flatMap((dependent) => {
    const sum = (owner: string | null) =>
      counts
        .filter((each) => each.dependent === dependent.id && each.ownerId === owner)
        .reduce((total, each) => total + each.count, 0);
    const own = ctx.actor.id === null ? 0 : sum(ctx.actor.id);
    const nobody = officer ? sum(null) : 0;
    const what = midSentence(t(dependent.title));
    return [
      ...(own > 0
        ? [
            task(`look:${dependent.id}`, {
              title: t('{act}: {own, plural, one {# change} other {# changes}} behind it', {
                own,
                act: dependent.act,
              }),
              why: t('The AI systems behind what you own changed since somebody looked: {what} (8.1).', {
                what,
              }),
              href: `/stale?owner=me&dependent=${dependent.id}`,
              count: own,
            }),
          ]
        : []),
      ...(nobody > 0
        ? [
            task(`unowned:${dependent.id}`, {
              title: t('{act}: nobody owns it', { act: dependent.act }),
              why: t('Something changed behind it and it has no owner: {what} (8.1).', { what }),
              href: `/stale?owner=nobody&dependent=${dependent.id}`,
              count: nobody,
            }),
          ]
        : []),
    ];
  });
}

async function toApprove(ctx: Ctx): Promise<readonly Task[]> {
  if (!mayApproveChange(ctx.actor).allowed) return [];
  const other = await ctx.q
    .selectFrom(systemChanges(ctx).as('c'))
    .where('c.state', 'in', ['announced', 'recognised'])
    .where((eb) => eb.or([eb('c.announcedBy', 'is', null), eb('c.announcedBy', '<>', ctx.actor.id)]))
    .where((eb) => eb.or([eb('c.madeBy', 'is', null), eb('c.madeBy', '<>', ctx.actor.id)]))
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const management = await ctx.q
    .selectFrom(managementChanges(ctx).as('c'))
    .where('c.state', '=', 'planned')
    .where((eb) => eb.or([eb('c.proposedBy', 'is', null), eb('c.proposedBy', '<>', ctx.actor.id)]))
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('c.plannedFor').as('first')])
    .executeTakeFirstOrThrow();
  const [systems, own] = [Number(other.count), Number(management.count)];
  return [
    ...(systems > 0
      ? [
          task('approve', {
            title: t('Approve {systems, plural, one {# change} other {# changes}} of AI systems', {
              systems,
            }),
            why: t('Announced, or made without approval, by somebody else (8.1).'),
            href: '/changes?state=announced,recognised',
            count: systems,
            authority: true,
          }),
        ]
      : []),
    ...(own > 0
      ? [
          task('approve-management', {
            title: t('Approve {own, plural, one {# change} other {# changes}} of the management system', {
              own,
            }),
            why: t('Planned by somebody else; it is carried out once you approve it (6.3).'),
            href: '/changes/management?state=planned',
            dueAt: management.first,
            count: own,
            authority: true,
          }),
        ]
      : []),
  ];
}

async function toCarryOut(ctx: Ctx): Promise<readonly Task[]> {
  if (ctx.actor.id === null) return [];
  const row = await ctx.q
    .selectFrom(managementChanges(ctx).as('c'))
    .where('c.responsibleId', '=', ctx.actor.id)
    .where('c.state', 'in', ['approved', 'carried-out'])
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('c.plannedFor').as('first')])
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  if (count === 0) return [];
  return [
    task('carry-out', {
      title: t(
        'Carry out and review {count, plural, one {# change} other {# changes}} of the management system',
        { count },
      ),
      why: t('You answer for them (6.3).'),
      href: `/changes/management?responsibleId=${ctx.actor.id}&state=approved,carried-out`,
      dueAt: row.first,
      count,
    }),
  ];
}
