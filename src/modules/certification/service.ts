import { addMonths } from '#kernel/days.ts';
import { AppError, type FieldProblem } from '#kernel/errors.ts';
import { t, writtenDay } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Tx } from '#platform/tx.ts';
import { certification, certificationAudit } from './contract.ts';
import { certificationLifecycle } from './lifecycle.ts';
import { certificationAudits, certificationFindings } from './read.ts';

export type Certification = RecordOf<typeof certification>;
export type CertificationAudit = RecordOf<typeof certificationAudit>;
export type Seen = { readonly id: string; readonly version: number };
type Certificate = {
  readonly certificateNumber: string;
  readonly decidedOn: string;
  readonly validUntil: string;
};

/** A certification as it begins. */
export function newCertification(input: Partial<FieldsOf<typeof certification>>) {
  return {
    title: '',
    standard: '',
    scope: null,
    sites: [],
    aiRoles: null,
    soaVersion: null,
    integratedWith: null,
    people: null,
    ownerId: null,
    body: null,
    accreditedBy: null,
    accreditation: null,
    accreditationChecked: 'unknown' as const,
    accreditationCheckedOn: null,
    contact: null,
    appliedOn: null,
    contractOn: null,
    contract: null,
    certificateNumber: null,
    decidedOn: null,
    validUntil: null,
    suspendedOn: null,
    suspensionUntil: null,
    endedOn: null,
    reason: null,
    pastCertificates: [],
    ...input,
    state: certificationLifecycle.initial,
  };
}

/** The contract binds a named body; whether it is accredited for this standard was looked at, or is unknown. */
export async function recordContract(
  tx: Tx,
  seen: Seen,
  input: { readonly contractOn: string; readonly contract?: string | undefined },
): Promise<Certification> {
  const before = await tx.get(certification, seen.id);
  const state = nextState(certificationLifecycle, before.state, 'contract');
  const problems = [
    ...(before.body ? [] : [{ path: 'body', message: t('Name the certification body first') }]),
    ...(before.scope ? [] : [{ path: 'scope', message: t('Say which scope is to be audited') }]),
    ...notAfter('contractOn', input.contractOn, tx.today),
    ...(before.appliedOn && input.contractOn < before.appliedOn
      ? [{ path: 'contractOn', message: t('You applied on {appliedOn}', { appliedOn: before.appliedOn }) }]
      : []),
  ];
  refuse('The contract cannot be recorded yet.', problems);
  return tx.update(certification, seen, {
    state,
    contractOn: input.contractOn,
    contract: input.contract ?? null,
  });
}

/** The certificate after the initial audit: both stages held, no major finding left open, three years at most. */
export async function recordCertificate(tx: Tx, seen: Seen, input: Certificate): Promise<Certification> {
  const before = await tx.get(certification, seen.id);
  const state = nextState(certificationLifecycle, before.state, 'grant');
  const audits = await auditsOf(tx, before.id);
  const held = (kind: string) => audits.find((each) => each.kind === kind && each.state === 'held');
  refuse('The certificate cannot be recorded yet.', [
    ...certificateProblems(tx, input),
    ...(held('stage-1') ? [] : [{ path: 'audits', message: t('Stage 1 is not recorded as held') }]),
    ...(held('stage-2') ? [] : [{ path: 'audits', message: t('Stage 2 is not recorded as held') }]),
    ...((held('stage-2')?.heldTo ?? '') > input.decidedOn
      ? [{ path: 'decidedOn', message: t('Stage 2 ended on {heldTo}', { heldTo: held('stage-2')!.heldTo }) }]
      : []),
    ...(await openMajors(tx, audits)),
  ]);
  return tx.update(certification, seen, { state, ...input });
}

/** The next cycle: a recertification audit held, no major finding left open. The certificate before is kept. */
export async function recordRenewal(tx: Tx, seen: Seen, input: Certificate): Promise<Certification> {
  const before = await tx.get(certification, seen.id);
  const state = nextState(certificationLifecycle, before.state, 'renew');
  const audits = await auditsOf(tx, before.id);
  const audit = audits.find(
    (each) =>
      each.kind === 'recertification' &&
      each.state === 'held' &&
      (each.heldTo ?? '') > (before.decidedOn ?? ''),
  );
  const restorable = before.validUntil ? addMonths(before.validUntil, 6) : null;
  refuse('The recertification cannot be recorded yet.', [
    ...certificateProblems(tx, input),
    ...(audit
      ? []
      : [{ path: 'audits', message: t('No recertification audit of this cycle is recorded as held') }]),
    ...(audit?.heldTo && input.decidedOn < audit.heldTo
      ? [{ path: 'decidedOn', message: t('The audit ended on {heldTo}', { heldTo: audit.heldTo }) }]
      : []),
    ...(restorable && input.decidedOn > restorable
      ? [
          {
            path: 'decidedOn',
            message: t(
              'The certificate ended over six months before: a new initial audit is due, at least stage 2',
            ),
          },
        ]
      : []),
    ...(await openMajors(tx, audits)),
  ]);
  const { certificateNumber, decidedOn, validUntil } = before;
  return tx.update(certification, seen, {
    state,
    ...input,
    pastCertificates: [...before.pastCertificates, { certificateNumber, decidedOn, validUntil }],
  });
}

/** The body suspended the certificate: it is not referred to until the end of that, six months as a rule. */
export async function recordSuspension(
  tx: Tx,
  seen: Seen,
  input: { readonly suspendedOn: string; readonly reason: string },
): Promise<Certification> {
  const before = await tx.get(certification, seen.id);
  refuse('The suspension cannot be recorded like this.', [
    ...notAfter('suspendedOn', input.suspendedOn, tx.today),
    ...notBefore('suspendedOn', input.suspendedOn, before.decidedOn),
  ]);
  return tx.update(certification, seen, {
    state: nextState(certificationLifecycle, before.state, 'suspend'),
    suspendedOn: input.suspendedOn,
    suspensionUntil: addMonths(input.suspendedOn, 6),
    reason: input.reason,
  });
}

export async function recordRestoration(tx: Tx, seen: Seen, reason: string): Promise<Certification> {
  const before = await tx.get(certification, seen.id);
  return tx.update(certification, seen, {
    state: nextState(certificationLifecycle, before.state, 'restore'),
    suspendedOn: null,
    suspensionUntil: null,
    reason,
  });
}

/** The body withdrew the certificate. */
export async function recordWithdrawal(
  tx: Tx,
  seen: Seen,
  input: { readonly endedOn: string; readonly reason: string },
): Promise<Certification> {
  const before = await tx.get(certification, seen.id);
  refuse('The withdrawal cannot be recorded like this.', [
    ...notAfter('endedOn', input.endedOn, tx.today),
    ...notBefore('endedOn', input.endedOn, before.decidedOn),
  ]);
  return tx.update(certification, seen, {
    state: nextState(certificationLifecycle, before.state, 'withdraw'),
    endedOn: input.endedOn,
    reason: input.reason,
  });
}

export async function giveUp(tx: Tx, seen: Seen, reason: string): Promise<Certification> {
  const before = await tx.get(certification, seen.id);
  return tx.update(certification, seen, {
    state: nextState(certificationLifecycle, before.state, 'give-up'),
    endedOn: tx.today,
    reason,
  });
}

/** The audits of a certification by their days. */
export async function auditsOf(
  at: Pick<Ctx, 'q' | 'org' | 'at'>,
  certificationId: string,
): Promise<readonly CertificationAudit[]> {
  const rows = await at.q
    .selectFrom(certificationAudits(at).as('a'))
    .selectAll('a')
    .where('a.certificationId', '=', certificationId)
    .orderBy('a.ref')
    .execute();
  return rows
    .map((row) => decodeRecord(certificationAudit, row))
    .sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
}

function dayOf(audit: CertificationAudit): string {
  return audit.heldFrom ?? audit.plannedFrom ?? audit.plannedTo ?? '9999';
}

/** @throws AppError `invalid-input` when there is a problem */
export function refuse(what: string, problems: readonly FieldProblem[]): void {
  if (problems.length > 0)
    throw new AppError('invalid-input', `${what} ${problems.map((each) => `${each.message}.`).join(' ')}`, {
      problems,
    });
}

export function notAfter(path: string, day: string, limit: string): readonly FieldProblem[] {
  return day > limit
    ? [
        {
          path,
          message: t('{day} has not come yet; today is {limit}', {
            day: writtenDay(day),
            limit: writtenDay(limit),
          }),
        },
      ]
    : [];
}

export function notBefore(path: string, day: string, limit: string | null): readonly FieldProblem[] {
  return limit !== null && day < limit
    ? [{ path, message: t('{day} lies before {limit}', { day: writtenDay(day), limit: writtenDay(limit) }) }]
    : [];
}

function certificateProblems(tx: Tx, input: Certificate): readonly FieldProblem[] {
  const last = addMonths(input.decidedOn, 36);
  return [
    ...notAfter('decidedOn', input.decidedOn, tx.today),
    ...notBefore('validUntil', input.validUntil, input.decidedOn),
    ...(input.validUntil > last
      ? [
          {
            path: 'validUntil',
            message: t('Three years from the decision end on {last}', { last: writtenDay(last) }),
          },
        ]
      : []),
  ];
}

async function openMajors(tx: Tx, audits: readonly CertificationAudit[]): Promise<readonly FieldProblem[]> {
  if (audits.length === 0) return [];
  const rows = await tx.q
    .selectFrom(certificationFindings(tx).as('f'))
    .select(['f.ref'])
    .where('f.kind', '=', 'major')
    .where('f.state', '<>', 'accepted')
    .where(
      'f.auditId',
      'in',
      audits.map((each) => each.id),
    )
    .orderBy('f.ref')
    .execute();
  return rows.map(({ ref }) => ({
    path: 'findings',
    message: t('{ref} is a major nonconformity whose correction the body has not accepted', { ref }),
  }));
}
