import { t, writtenDay } from '#kernel/language.ts';
import type { Role } from '#kernel/roles.ts';
import { midSentence } from '#kernel/words.ts';
import { type CheckStanding, standingOf } from '#platform/checks/standing.ts';
import type { Ctx } from '#platform/context.ts';
import type { Task } from '#platform/module.ts';
import { standingConfirmations } from './confirmed.ts';
import { judgeRequirements } from './lines.ts';
import { activeOverrides } from './overrides.ts';

/** Who keeps the registers that checks read, when a check does not name its own. */
const KEEPERS: readonly Role[] = [
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'data-protection-officer',
  'quality-manager',
  'consultant',
];

/** One task for each failing check, for the roles that can mend it; and what became of the actor's own confirmations. */
export async function conformityTasks(ctx: Ctx): Promise<readonly Task[]> {
  const { checks } = await standingOf(ctx);
  const mine = checks.filter(({ check }) => mayMend(ctx, check.fixedBy));
  const families = [...Map.groupBy(mine, ({ check }) => check.family?.title ?? check.id).values()];
  const failing = families.filter((standings) => standings.some(({ gap }) => gap > 0));
  return [...failing.map(taskOf), ...(await ownConfirmations(ctx)), ...(await ownOverrides(ctx))];
}

function mayMend(ctx: Ctx, by: readonly Role[] = KEEPERS): boolean {
  return ctx.actor.roles.some((role) => by.includes(role));
}

/** The task of a check, or of a family of checks that ask the same of one record each. */
function taskOf(standings: readonly CheckStanding[]): Task {
  const { check } = standings[0]!;
  const gap = sum(standings.map((each) => each.gap));
  const all = gap + sum(standings.map((each) => each.ok + each.unknown));
  const failing = standings.filter((each) => each.gap > 0).flatMap((each) => each.check.requirements);
  const named =
    failing.length > 4
      ? `${failing.slice(0, 3).join(', ')} ${t('and {n} more', { n: failing.length - 3 })}`
      : failing.join(', ');
  return {
    id: `check:${check.id}`,
    kind: 'check',
    title: check.family
      ? t(check.family.title)
      : t('See to it that {title}', { title: midSentence(t(check.title)) }),
    why: t('{gap} of {all, plural, one {# record does} other {# records do}} not meet this ({named}).', {
      all,
      gap,
      named,
    }),
    href: check.family?.href ?? `/conformity/${check.requirements[0]}?check=${check.id}`,
    dueAt: null,
    count: gap,
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

async function ownConfirmations(ctx: Ctx): Promise<readonly Task[]> {
  const own = [...(await standingConfirmations(ctx)).values()].filter(
    (each) => each.confirmedBy === ctx.actor.id && ctx.actor.id !== null,
  );
  if (own.length === 0) return [];
  const { requirements } = await judgeRequirements(ctx);
  return own.flatMap((each) => {
    const line = requirements.find(({ id }) => id === each.requirementId);
    if (!line || line.confirmed.state === 'current') return [];
    return [
      {
        id: `confirmation:${each.id}`,
        kind: 'confirmation',
        title: t('Look again at your confirmation of {requirementId}', { requirementId: each.requirementId }),
        why:
          line.confirmed.state === 'expired'
            ? t('It ran out on {expiresOn}.', { expiresOn: each.expiresOn })
            : t('The records it was based on have changed since.'),
        href: `/conformity/${each.requirementId}`,
        dueAt: each.expiresOn,
        count: 1,
      },
    ];
  });
}

async function ownOverrides(ctx: Ctx): Promise<readonly Task[]> {
  const own = [...(await activeOverrides(ctx)).values()].filter(
    (each) => each.by === ctx.actor.id && ctx.actor.id !== null,
  );
  return own.map((each) => ({
    id: `override:${each.id}`,
    kind: 'override',
    title: t('Mend what your override of {requirementId} stands for', { requirementId: each.requirementId }),
    why: t('It ends on {until}; the computed verdict shows beside it until then.', {
      until: writtenDay(each.until),
    }),
    href: `/conformity/${each.requirementId}`,
    dueAt: each.until,
    count: 1,
  }));
}
