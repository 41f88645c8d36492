import type { z } from 'zod';
import { addDays, addMonths } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import type { obligation } from './views-contract.ts';

export type Obligation = z.output<typeof obligation>;
type Certificate = {
  readonly state: string;
  readonly decidedOn: string | null;
  readonly validUntil: string | null;
  readonly suspendedOn: string | null;
};
type Audit = {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly plannedTo: string | null;
  readonly heldFrom: string | null;
  readonly heldTo: string | null;
};

/** A certificate runs three years from the decision. @returns its last day */
export function lastDay(decidedOn: string): string {
  return addDays(addMonths(decidedOn, 36), -1);
}

/** The certificate has run out by itself. */
export function hasExpired(certificate: Certificate, today: string): boolean {
  return certificate.state === 'granted' && certificate.validUntil !== null && certificate.validUntil < today;
}

/**
 * The obligations of a certification cycle by ISO/IEC 17021-1: the first surveillance at most twelve months after the
 * decision, one in each calendar year but those of certification and recertification, recertification before the end.
 * Empty without a certificate, or when it is withdrawn.
 */
export function calendarOf(
  certificate: Certificate,
  audits: readonly Audit[],
  today: string,
): readonly Obligation[] {
  const { decidedOn, validUntil, suspendedOn } = certificate;
  if (!decidedOn || !validUntil || !['granted', 'suspended'].includes(certificate.state)) return [];
  const inCycle = audits.filter((each) => (each.heldFrom ?? each.plannedTo ?? '') > decidedOn);
  const surveillances = inCycle.filter((each) => each.kind.startsWith('surveillance'));
  const first = addMonths(decidedOn, 12);
  const years = range(yearOf(decidedOn) + 1, yearOf(validUntil) - 1);
  const firstHeld = surveillances.find((each) => (each.heldTo ?? '9999') <= first);
  // One surveillance meets both rules where the first twelve months end in a year that needs one.
  const alone = !years.includes(yearOf(firstHeld?.heldTo ?? first));
  const dues = [
    ...(alone
      ? [{ id: 'first', title: t('First surveillance'), dueOn: first, within: () => true, rule: FIRST }]
      : []),
    ...years.map((year, i) => {
      const isFirst = !alone && i === 0;
      const end = `${year}-12-31`;
      return {
        id: `year-${year}`,
        title: isFirst ? t('First surveillance') : t('Surveillance of {year}', { year }),
        dueOn: isFirst && first < end ? first : end,
        within: (audit: Audit) => yearOf(audit.heldTo ?? audit.plannedTo ?? '') === year,
        rule: isFirst ? FIRST : YEARLY,
      };
    }),
  ];
  const met = dues.map((due) => obligationOf(due, surveillances.filter(due.within), today));
  const recertification = obligationOf(
    { id: 'recertification', title: t('Recertification'), dueOn: validUntil, rule: RECERTIFICATION },
    inCycle.filter((each) => each.kind === 'recertification'),
    today,
  );
  return [
    ...met,
    recertification,
    ...(certificate.state === 'suspended' && suspendedOn
      ? [
          obligationOf(
            {
              id: 'suspension',
              title: t('End of the suspension'),
              dueOn: addMonths(suspendedOn, 6),
              rule: SUSPENSION,
            },
            [],
            today,
          ),
        ]
      : []),
  ].sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** When a major finding of stage 2 must be verified; afterwards stage 2 is held anew. */
export function majorsVerifiedBy(stage2: { readonly heldTo: string | null } | undefined): string | null {
  return stage2?.heldTo ? addMonths(stage2.heldTo, 6) : null;
}

const FIRST = 'At most twelve months after the certification decision.';
const YEARLY = 'At least once in each calendar year without a recertification.';
const RECERTIFICATION =
  'The whole audit, its answers and the decision come before the certificate ends. An ended one can be restored within six months at best.';
const SUSPENSION =
  'A suspension lasts six months as a rule; then the certificate is withdrawn or its scope reduced.';

function obligationOf(
  due: { readonly id: string; readonly title: string; readonly dueOn: string; readonly rule: string },
  audits: readonly Audit[],
  today: string,
): Obligation {
  const { id, title, dueOn, rule } = due;
  const held = audits.find((each) => each.state === 'held');
  const planned = audits.find((each) => each.state === 'planned');
  const state = held ? 'done' : dueOn < today ? 'late' : planned ? 'planned' : 'open';
  return {
    id,
    title,
    dueOn,
    rule,
    doneOn: held?.heldTo ?? null,
    auditId: (held ?? planned)?.id ?? null,
    plannedOn: planned?.plannedTo ?? null,
    state,
  };
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
