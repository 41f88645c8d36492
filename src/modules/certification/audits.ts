import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { raiseNonconformity } from '#modules/improvement/api.ts';
import { nonconformities } from '#modules/improvement/read.ts';
import type { Tx } from '#platform/tx.ts';
import { certification, certificationAudit, certificationFinding } from './contract.ts';
import { certificationAuditLifecycle, certificationFindingLifecycle } from './lifecycle.ts';
import { auditsOf, type CertificationAudit, notAfter, notBefore, refuse, type Seen } from './service.ts';
import { auditKinds } from './words.ts';

type AuditFields = FieldsOf<typeof certificationAudit>;
type Finding = RecordOf<typeof certificationFinding>;
type FindingFields = FieldsOf<typeof certificationFinding>;

/** An audit as it is planned. @throws AppError `wrong-state`, `invalid-input` */
export async function planAudit(tx: Tx, input: Partial<AuditFields>): Promise<AuditFields> {
  const of = await tx.get(certification, input.certificationId ?? '');
  const kind = input.kind ?? 'special';
  const initial = kind === 'stage-1' || kind === 'stage-2';
  if (initial !== (of.state === 'contracted') && kind !== 'special')
    throw new AppError(
      'wrong-state',
      initial
        ? t('The stages of the initial audit are planned under a contract, before there is a certificate.')
        : t('Surveillance and recertification need a certificate.'),
    );
  const fields = {
    plannedFrom: null,
    plannedTo: null,
    leadAuditor: null,
    timeTenths: null,
    ...input,
    certificationId: of.id,
    kind,
    title: `${auditKinds[kind]} of ${of.title}`.slice(0, 300),
    heldFrom: null,
    heldTo: null,
    state: certificationAuditLifecycle.initial,
    conclusion: null,
  };
  refuse('The audit cannot be planned like this.', [
    ...(fields.plannedFrom && fields.plannedTo
      ? notBefore('plannedTo', fields.plannedTo, fields.plannedFrom)
      : []),
    ...(fields.plannedFrom ? notBefore('plannedFrom', fields.plannedFrom, of.contractOn) : []),
  ]);
  return fields;
}

/** An edit of a planned audit; it stays with its certification. */
export function editAudit(
  _tx: Tx,
  patch: Partial<AuditFields>,
  before: CertificationAudit,
): Partial<AuditFields> {
  if (before.state !== 'planned')
    throw new AppError('wrong-state', t('What was held or cancelled is not edited.'));
  if (patch.certificationId !== undefined && patch.certificationId !== before.certificationId)
    throw new AppError('invalid-input', t('An audit stays with its certification.'), {
      problems: [{ path: 'certificationId', message: t('Plan another audit') }],
    });
  const next = { ...before, ...patch };
  if (next.plannedFrom && next.plannedTo)
    refuse(
      'The audit cannot be planned like this.',
      notBefore('plannedTo', next.plannedTo, next.plannedFrom),
    );
  return patch;
}

/** An audit that was held: in the past, stage 2 after stage 1. */
export async function holdAudit(
  tx: Tx,
  seen: Seen,
  input: { readonly heldFrom: string; readonly heldTo: string; readonly conclusion: string },
): Promise<CertificationAudit> {
  const before = await tx.get(certificationAudit, seen.id);
  const of = await tx.get(certification, before.certificationId);
  const stage1 = (await auditsOf(tx, of.id)).find((each) => each.kind === 'stage-1' && each.state === 'held');
  const state = nextState(certificationAuditLifecycle, before.state, 'hold');
  refuse('The audit cannot be recorded like this.', [
    ...notBefore('heldTo', input.heldTo, input.heldFrom),
    ...notAfter('heldTo', input.heldTo, tx.today),
    ...notBefore('heldFrom', input.heldFrom, of.contractOn),
    ...(before.kind === 'stage-2' && !stage1
      ? [{ path: 'heldFrom', message: t('Stage 1 is not recorded as held; stage 2 follows it') }]
      : []),
    ...(before.kind === 'stage-2' ? notBefore('heldFrom', input.heldFrom, stage1?.heldTo ?? null) : []),
  ]);
  return tx.update(certificationAudit, seen, { state, ...input });
}

export async function cancelAudit(tx: Tx, seen: Seen, reason: string): Promise<CertificationAudit> {
  const before = await tx.get(certificationAudit, seen.id);
  return tx.update(certificationAudit, seen, {
    state: nextState(certificationAuditLifecycle, before.state, 'cancel'),
    conclusion: reason,
  });
}

/**
 * Writes down what the body found. Areas of concern come from stage 1 and carry no grade; a major or minor one becomes a
 * nonconformity of ours, graded as the body graded it and due when the body wants its answer.
 */
export async function writeFinding(tx: Tx, input: Partial<FindingFields>): Promise<FindingFields> {
  const audit = await tx.get(certificationAudit, input.auditId ?? '');
  if (audit.state !== 'held')
    throw new AppError('wrong-state', t('Record the audit as held first; findings come from it.'));
  const fields: FindingFields = {
    kind: 'observation',
    title: '',
    bodyRef: null,
    statement: null,
    objectiveEvidence: null,
    requirements: [],
    answerDueOn: null,
    ...input,
    auditId: audit.id,
    state: certificationFindingLifecycle.initial,
    nonconformityId: null,
    answer: null,
    answeredBy: null,
    answeredOn: null,
    bodyReply: null,
    bodyReplyOn: null,
  };
  const graded = fields.kind === 'major' || fields.kind === 'minor';
  refuse('The finding cannot be written down like this.', [
    ...((fields.kind === 'area-of-concern') !== (audit.kind === 'stage-1') &&
    (graded || fields.kind === 'area-of-concern')
      ? [
          {
            path: 'kind',
            message: t('Stage 1 gives areas of concern without a grade; the audits after it give grades'),
          },
        ]
      : []),
    ...(graded && !fields.answerDueOn
      ? [{ path: 'answerDueOn', message: t('Say by when the body wants the answer') }]
      : []),
    ...(fields.answerDueOn ? notBefore('answerDueOn', fields.answerDueOn, audit.heldTo) : []),
    ...fields.requirements
      .filter((ref) => tx.catalog.requirement(ref) === null)
      .map((ref) => ({ path: 'requirements', message: t('There is no requirement "{ref}"', { ref }) })),
  ]);
  if (fields.kind !== 'major' && fields.kind !== 'minor') return fields;
  const made = await raiseNonconformity(tx, {
    title: fields.title,
    description: fields.statement,
    objectiveEvidence: fields.objectiveEvidence,
    requirements: fields.requirements,
    source: 'certification-audit',
    sourceNote: fields.bodyRef,
    sourceId: audit.id,
    foundOn: audit.heldTo ?? tx.today,
    dueOn: fields.answerDueOn,
    gradedBySource: {
      grade: fields.kind,
      reason: t('Graded by the certification body in {ref}.', { ref: audit.ref }),
    },
  });
  return { ...fields, nonconformityId: made.id };
}

/** An edit while it is open; its audit and kind stay. */
export function editFinding(_tx: Tx, patch: Partial<FindingFields>, before: Finding): Partial<FindingFields> {
  if (before.state !== 'open') throw new AppError('wrong-state', t('An answered finding is not edited.'));
  if (
    (patch.auditId !== undefined && patch.auditId !== before.auditId) ||
    (patch.kind !== undefined && patch.kind !== before.kind)
  )
    throw new AppError(
      'invalid-input',
      t('What the body found, and in which audit, stays as it was written.'),
      {
        problems: [{ path: 'kind', message: t('Write another finding down') }],
      },
    );
  return patch;
}

/** The answer that went to the body. Of a nonconformity it is its approved plan: cause, correction, action. */
export async function answerFinding(
  tx: Tx,
  seen: Seen,
  input: { readonly answer: string; readonly answeredOn?: string | undefined },
): Promise<Finding> {
  const before = await tx.get(certificationFinding, seen.id);
  const state = nextState(certificationFindingLifecycle, before.state, 'answer');
  const answeredOn = input.answeredOn ?? tx.today;
  refuse('The answer cannot be recorded like this.', notAfter('answeredOn', answeredOn, tx.today));
  if (before.nonconformityId) {
    const plan = await tx.q
      .selectFrom(nonconformities(tx).as('n'))
      .select(['n.ref', 'n.planApprovedBy', 'n.state'])
      .where('n.id', '=', before.nonconformityId)
      .executeTakeFirst();
    if (plan && plan.planApprovedBy === null && plan.state !== 'closed')
      throw new AppError('wrong-state', t('The plan of {ref} is not approved yet.', { ref: plan.ref }), {
        next: t(
          'The body wants correction, cause and plan. Complete them in the nonconformity, then record the answer.',
        ),
      });
  }
  return tx.update(certificationFinding, seen, {
    state,
    answer: input.answer,
    answeredBy: tx.actor.id,
    answeredOn,
  });
}

/** What the body said to the answer. */
export async function recordReply(
  tx: Tx,
  seen: Seen,
  input: {
    readonly reply: 'accepted' | 'returned';
    readonly text: string;
    readonly on: string;
    readonly answerDueOn?: string | undefined;
  },
): Promise<Finding> {
  const before = await tx.get(certificationFinding, seen.id);
  const state = nextState(
    certificationFindingLifecycle,
    before.state,
    input.reply === 'accepted' ? 'accept' : 'return',
  );
  refuse('The reply cannot be recorded like this.', [
    ...notAfter('on', input.on, tx.today),
    ...notBefore('on', input.on, before.answeredOn),
  ]);
  return tx.update(certificationFinding, seen, {
    state,
    bodyReply: input.text,
    bodyReplyOn: input.on,
    ...(input.answerDueOn && { answerDueOn: input.answerDueOn }),
  });
}

/** Observations and remarks may be noted; a nonconformity is answered. */
export async function noteFinding(tx: Tx, seen: Seen, reason: string): Promise<Finding> {
  const before = await tx.get(certificationFinding, seen.id);
  if (before.nonconformityId)
    throw new AppError('wrong-state', t('A nonconformity is answered to the body, not noted.'));
  return tx.update(certificationFinding, seen, {
    state: nextState(certificationFindingLifecycle, before.state, 'note'),
    answer: reason,
    answeredBy: tx.actor.id,
    answeredOn: tx.today,
  });
}
