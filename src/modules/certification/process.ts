import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { calendarOf, hasExpired, majorsVerifiedBy } from './calendar.ts';
import type { Certification, CertificationAudit } from './service.ts';
import type { certificationViews } from './views-contract.ts';

type Step = OutputOf<typeof certificationViews.process>['steps'][number];
export type ProcessFacts = {
  readonly today: string;
  readonly certification: Certification | null;
  readonly audits: readonly CertificationAudit[];
  readonly findings: readonly { readonly auditId: string; readonly kind: string; readonly state: string }[];
  readonly demands: readonly { readonly since: string }[];
};

/**
 * The way to a certificate and through its cycle, in our own words, with the organisation's own days (R177). Rules from
 * ISO/IEC 17021-1; what is usual practice of certification bodies says so.
 */
export function processSteps(facts: ProcessFacts): readonly Step[] {
  return [
    demand(facts),
    body(facts),
    contract(facts),
    ...initialAudit(facts),
    decision(facts),
    ...cycle(facts),
  ];
}

function demand({ demands }: ProcessFacts): Step {
  const first = demands.map((each) => each.since).sort()[0];
  return step({
    id: 'demand',
    title: t('Why at all'),
    purpose:
      'ISO/IEC 42001 is voluntary. Customers, tenders, groups or laws may demand a certificate; whether you want one is your decision.',
    here: first
      ? `${count(demands.length, 'demand stands', 'demands stand')}, the first since ${first}.`
      : 'No demand is written down yet.',
    state: first ? 'done' : 'now',
    href: '/certification-demands',
  });
}

function body({ certification: it }: ProcessFacts): Step {
  const checked = it?.accreditationChecked === 'yes';
  return step({
    id: 'body',
    title: t('Choose a certification body'),
    purpose:
      'An accredited one: the accreditation body lists what it may certify. Look whether ISO/IEC 42001 is in its scope, ask for auditors who know AI, and compare audit time, which goes by people in AI work and by your AI roles.',
    here: !it?.body
      ? 'No body is named yet.'
      : checked
        ? `${it.body}, accredited by ${it.accreditedBy ?? 'a body that is not named yet'}${it.accreditationCheckedOn ? `; looked at on ${it.accreditationCheckedOn}` : ''}.`
        : `${it.body}. Nobody has looked at its accreditation for this standard yet.`,
    state: it?.body && checked ? 'done' : 'now',
    href: pageOf(it),
  });
}

function contract({ certification: it }: ProcessFacts): Step {
  return step({
    id: 'contract',
    title: t('Apply and sign the contract'),
    purpose:
      'The application names scope, sites, people in AI work, AI roles, AI systems and other management systems that are audited together. The contract covers the three years.',
    here: it?.contractOn
      ? `Signed on ${it.contractOn}.`
      : it?.appliedOn
        ? `Applied on ${it.appliedOn}; no contract yet.`
        : 'Not applied yet.',
    state: it?.contractOn ? 'done' : it?.body ? 'now' : 'later',
    from: it?.appliedOn ?? null,
    until: it?.contractOn ?? null,
    href: pageOf(it),
  });
}

function initialAudit({ certification: it, audits, findings }: ProcessFacts): readonly Step[] {
  const of = (kind: string) => audits.find((each) => each.kind === kind && each.state !== 'cancelled');
  const [one, two] = [of('stage-1'), of('stage-2')];
  const openIn = (audit: CertificationAudit | undefined, kinds: readonly string[]) =>
    findings.filter(
      (each) =>
        each.auditId === audit?.id &&
        kinds.includes(each.kind) &&
        !['accepted', 'noted'].includes(each.state),
    ).length;
  const concerns = openIn(one, ['area-of-concern']);
  const graded = openIn(two, ['major', 'minor']);
  const majors = openIn(two, ['major']);
  const limit = majorsVerifiedBy(two?.state === 'held' ? two : undefined);
  return [
    step({
      id: 'stage-1',
      title: t('Stage 1'),
      purpose:
        'The auditors read the documents, look at scope, context, risks, impact assessments, internal audit and management review, and plan stage 2. They state areas of concern; grades come with stage 2.',
      here: auditWords(one, it?.contractOn ? 'Not planned yet.' : 'Comes after the contract.'),
      state: auditState(one, it?.contractOn !== null && it !== null),
      ...daysOf(one),
      href: one ? `/certification-audits/${one.id}` : null,
    }),
    step({
      id: 'between',
      title: t('Between the stages'),
      purpose:
        'Areas of concern are dealt with. Usual practice: some weeks to three months; a long gap can mean stage 1 again.',
      here:
        one?.state === 'held'
          ? concerns === 0
            ? 'No area of concern is open.'
            : `${count(concerns, 'area of concern is', 'areas of concern are')} open.`
          : 'Comes after stage 1.',
      state: one?.state !== 'held' ? 'later' : concerns === 0 || two?.state === 'held' ? 'done' : 'now',
      href: one ? `/certification-findings?auditId=${one.id}` : null,
    }),
    step({
      id: 'stage-2',
      title: t('Stage 2'),
      purpose:
        'The auditors look whether the management system works: evidence for every requirement, samples of AI systems over their life cycle, controls of the Statement, objectives, people.',
      here: auditWords(two, one?.state === 'held' ? 'Not planned yet.' : 'Comes after stage 1.'),
      state: auditState(two, one?.state === 'held'),
      ...daysOf(two),
      href: two ? `/certification-audits/${two.id}` : null,
    }),
    step({
      id: 'answers',
      title: t('Answer the findings'),
      purpose:
        'A minor nonconformity needs a plan that the body accepts; a major one is corrected and verified before a certificate, at most six months after stage 2, or stage 2 is held again.',
      here:
        two?.state !== 'held'
          ? 'Comes after stage 2.'
          : graded === 0
            ? 'No nonconformity waits for the body.'
            : `${count(graded, 'nonconformity waits', 'nonconformities wait')} for an answer or for the body${majors > 0 ? `; ${majors} major until ${limit}` : ''}.`,
      state: two?.state !== 'held' ? 'later' : graded === 0 ? 'done' : 'now',
      until: majors > 0 ? limit : null,
      href: two ? `/certification-findings?auditId=${two.id}` : null,
    }),
  ];
}

function decision({ certification: it, today }: ProcessFacts): Step {
  const expired = it ? hasExpired(it, today) : false;
  const granted = it?.decidedOn !== null && it !== null;
  return step({
    id: 'decision',
    title: t('Decision and certificate'),
    purpose:
      'People who did not audit decide. The certificate names organisation, scope, sites, standard and edition, and runs three years from the decision.',
    here: !granted
      ? 'No certificate is recorded.'
      : it.state === 'withdrawn'
        ? `Certificate ${it.certificateNumber} was withdrawn on ${it.endedOn}.`
        : `Certificate ${it.certificateNumber} of ${it.decidedOn} ${expired ? 'ended' : 'runs until'} ${expired ? `on ${it.validUntil}` : it.validUntil}.`,
    state: !granted ? 'later' : expired || it.state !== 'granted' ? 'late' : 'done',
    from: it?.decidedOn ?? null,
    until: it?.validUntil ?? null,
    href: pageOf(it),
  });
}

function cycle({ certification: it, audits, today }: ProcessFacts): readonly Step[] {
  const obligations = it ? calendarOf(it, audits, today) : [];
  if (obligations.length === 0)
    return [
      step({
        id: 'surveillance',
        title: t('Surveillance, each year'),
        purpose:
          'A sample: internal audit, management review, earlier findings, complaints, objectives, changes, use of marks. The first comes within twelve months of the decision, then one in each calendar year.',
        here: 'Comes after the certificate; the days are computed from its decision.',
        state: 'later',
      }),
      step({
        id: 'recertification',
        title: t('Recertification, in the third year'),
        purpose: 'The whole system again, before the certificate ends.',
        here: 'Comes after the surveillances.',
        state: 'later',
      }),
    ];
  const next = obligations.find((each) => each.doneOn === null)?.id;
  return obligations.map((each) =>
    step({
      id: each.id,
      title: each.title,
      purpose: each.rule,
      here: each.doneOn
        ? `Held on ${each.doneOn}.`
        : each.plannedOn
          ? `Planned until ${each.plannedOn}; ${each.dueOn} at the latest.`
          : `${each.dueOn} at the latest. Not planned yet.`,
      state:
        each.state === 'done' ? 'done' : each.state === 'late' ? 'late' : each.id === next ? 'now' : 'later',
      until: each.dueOn,
      href: each.auditId ? `/certification-audits/${each.auditId}` : pageOf(it),
    }),
  );
}

function auditWords(audit: CertificationAudit | undefined, otherwise: string): string {
  if (!audit) return otherwise;
  if (audit.state === 'held') return `Held from ${audit.heldFrom} to ${audit.heldTo}.`;
  return audit.plannedFrom ? `Planned for ${audit.plannedFrom}.` : 'Planned, without a day yet.';
}

function auditState(audit: CertificationAudit | undefined, turn: boolean): Step['state'] {
  if (audit?.state === 'held') return 'done';
  return turn ? 'now' : 'later';
}

function daysOf(audit: CertificationAudit | undefined) {
  return {
    from: audit?.heldFrom ?? audit?.plannedFrom ?? null,
    until: audit?.heldTo ?? audit?.plannedTo ?? null,
  };
}

function pageOf(it: Certification | null): string | null {
  return it ? `/certifications/${it.id}` : null;
}

function step(given: Pick<Step, 'id' | 'title' | 'purpose' | 'here' | 'state'> & Partial<Step>): Step {
  return { from: null, until: null, href: null, ...given };
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
