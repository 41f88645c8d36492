import { z } from 'zod';
import { msg, t } from '#kernel/language.ts';

/** What shows that an activity is done: never typed, always read from the records. */
export const proof = z.discriminatedUnion('kind', [
  /** The verdict of a requirement of ISO/IEC 42001 is "records complete". */
  z.object({ kind: z.literal('requirement'), id: z.string().min(1).max(20) }),
  /** All rows of a conformity check are in order, and there is one at least. */
  z.object({ kind: z.literal('check'), id: z.string().min(1).max(80) }),
  /** At least so many records of a type exist. */
  z.object({
    kind: z.literal('records'),
    id: z.string().min(1).max(60),
    least: z.number().int().min(1).max(1000),
  }),
  /** A step of the plan itself. */
  z.object({ kind: z.literal('plan'), id: z.enum(['team', 'resources', 'proposed', 'approved']) }),
]);
export type Proof = z.output<typeof proof>;

export const proofStates = {
  holds: { label: msg('Shown by the records'), tone: 'good' },
  partly: { label: msg('Shown in part'), tone: 'warning' },
  open: { label: msg('Not shown yet'), tone: 'neutral' },
  'cannot-judge': { label: msg('No register shows it yet'), tone: 'muted' },
} as const;
export type ProofState = keyof typeof proofStates;

/** What the records say, gathered once for all activities. */
export type Facts = {
  readonly verdicts: ReadonlyMap<string, { readonly verdict: string; readonly title: string }>;
  readonly checks: ReadonlyMap<
    string,
    { readonly title: string; readonly ok: number; readonly gap: number; readonly unknown: number }
  >;
  readonly types: ReadonlyMap<
    string,
    { readonly name: readonly [one: string, many: string]; readonly count: number }
  >;
  readonly plan: Readonly<Record<'team' | 'resources' | 'proposed' | 'approved', boolean>>;
};

export type ShownProof = { readonly text: string; readonly state: ProofState; readonly href: string | null };

const PLAN_WORDS = {
  team: msg('The plan names its team'),
  resources: msg('The plan names money and its sponsor'),
  proposed: msg('The plan is proposed for approval'),
  approved: msg('Top management approved the plan'),
} as const;

/** How one proof stands. */
export function judgeProof(each: Proof, facts: Facts): ShownProof {
  switch (each.kind) {
    case 'requirement': {
      const found = facts.verdicts.get(each.id);
      return {
        text: t('{id} {title}: records complete', { id: each.id, title: found?.title ?? '' }),
        state: verdictState(found?.verdict),
        href: `/conformity/${each.id}`,
      };
    }
    case 'check': {
      const found = facts.checks.get(each.id);
      return { text: t(found?.title ?? each.id), state: checkState(found), href: null };
    }
    case 'records': {
      const found = facts.types.get(each.id);
      const state = !found
        ? 'cannot-judge'
        : found.count >= each.least
          ? 'holds'
          : found.count > 0
            ? 'partly'
            : 'open';
      return {
        text: t('At least {least} {records}; there {count, plural, one {is #} other {are #}}', {
          count: found?.count ?? 0,
          least: each.least,
          records: nameOf(each, found),
        }),
        state,
        href: null,
      };
    }
    case 'plan':
      return { text: t(PLAN_WORDS[each.id]), state: facts.plan[each.id] ? 'holds' : 'open', href: null };
  }
}

function nameOf(
  each: Proof & { readonly kind: 'records' },
  found: { readonly name: readonly [string, string] } | undefined,
): string {
  return found?.name[each.least === 1 ? 0 : 1] ?? each.id;
}

function verdictState(verdict: string | undefined): ProofState {
  if (verdict === 'complete' || verdict === 'excluded') return 'holds';
  if (verdict === 'partial') return 'partly';
  return verdict === undefined || verdict === 'cannot-judge' ? 'cannot-judge' : 'open';
}

function checkState(
  found: { readonly ok: number; readonly gap: number; readonly unknown: number } | undefined,
): ProofState {
  if (!found) return 'cannot-judge';
  if (found.ok > 0 && found.gap === 0 && found.unknown === 0) return 'holds';
  return found.ok > 0 ? 'partly' : 'open';
}

export const progressStates = {
  shown: { label: msg('Done, by the records'), tone: 'good' },
  'under-way': { label: msg('Under way, by the records'), tone: 'active' },
  open: { label: msg('Nothing recorded yet'), tone: 'neutral' },
  'not-provable': { label: msg('Nothing names what would show it'), tone: 'muted' },
} as const;
export type ProgressState = keyof typeof progressStates;

/** Progress of an activity over its proofs: "2 of 5", never a typed percentage. */
export function progressOf(proofs: readonly ShownProof[]): {
  readonly state: ProgressState;
  readonly holds: number;
  readonly of: number;
} {
  const holds = proofs.filter((each) => each.state === 'holds').length;
  const of = proofs.length;
  if (of === 0) return { state: 'not-provable', holds, of };
  if (holds === of) return { state: 'shown', holds, of };
  return {
    state: holds > 0 || proofs.some((each) => each.state === 'partly') ? 'under-way' : 'open',
    holds,
    of,
  };
}
