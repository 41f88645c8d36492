import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { longDay } from '#ui/days.ts';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { certificationAuditEndpoints, certificationEndpoints } from '../contract.ts';
import { certificationAuditLifecycle, certificationLifecycle } from '../lifecycle.ts';
import { mayKeepFile, mayRecordDecision } from '../policy.ts';
import { WHAT_IT_COVERS } from '../words.ts';
import { Calendar } from './calendar.tsx';
import { type Audit, type Certification, no } from './data.ts';
import { Facts } from './facts.tsx';
import { CERTIFICATION_FIELDS } from './list-fields.ts';
import { ActDialog, type ActName } from './record-dialogs.tsx';

const BODY_FIELDS: readonly Field[] = [
  { key: 'body', label: msg('Certification body'), kind: 'text' },
  {
    key: 'accreditedBy',
    label: msg('Accredited by'),
    kind: 'text',
    help: msg('The national accreditation body'),
  },
  { key: 'accreditation', label: msg('Accreditation number'), kind: 'text' },
  {
    key: 'accreditationChecked',
    label: msg('Accredited for this standard'),
    kind: 'select',
    required: true,
    options: [
      { value: 'unknown', label: msg('Nobody has looked yet') },
      { value: 'yes', label: msg('Yes, in the list of the accreditation body') },
      { value: 'no', label: msg('No') },
    ],
  },
  { key: 'accreditationCheckedOn', label: msg('Looked at on'), kind: 'date' },
  { key: 'contact', label: msg('Contact'), kind: 'text' },
  { key: 'appliedOn', label: msg('Applied on'), kind: 'date' },
];

/** The file of one certification. */
export default function CertificationRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(certificationEndpoints.get, { id });
  return <Await query={query as never}>{(it: Certification) => <Shown it={it} />}</Await>;
}

function Shown({ it }: { readonly it: Certification }) {
  const actor = useActor();
  const [act, setAct] = useState<ActName | null>(null);
  const ended = it.state === 'withdrawn' || it.state === 'given-up';
  const keep = ended ? no(t('It has ended.')) : mayKeepFile(actor);
  return (
    <Page
      title={it.title}
      sentence={t('{ref} · {standard} · version {version}', {
        ref: it.ref,
        standard: it.standard,
        version: it.version,
      })}
      actions={
        <>
          <PageLink path={`/certification/process?id=${it.id}`}>{t('How it works here')}</PageLink>
          <Acts it={it} keep={keep} decide={mayRecordDecision(actor)} onAct={setAct} />
        </>
      }
    >
      <div className="standing">
        <StateMark {...certificationLifecycle.states[it.state]} />
        {it.certificateNumber && (
          <span className="quiet">
            <Trans
              id="Certificate {certificateNumber}, until <0/>"
              values={{ certificateNumber: it.certificateNumber }}
              components={{ 0: <Day day={it.validUntil} /> }}
            />
          </span>
        )}
        {it.reason && it.state !== 'granted' && <span>{it.reason}</span>}
      </div>
      <p className="quiet read">{t(WHAT_IT_COVERS)}</p>
      <div className="two">
        <div className="first-flush">
          <Section title={t('Calendar')}>
            <Calendar id={it.id} />
          </Section>
          <Audits it={it} keep={keep} onPlan={() => setAct('plan')} />
          <Section title={t('What is certified')}>
            <EditableFields
              record={it}
              fields={CERTIFICATION_FIELDS}
              update={certificationEndpoints.update}
              decision={keep}
            />
          </Section>
          <Section title={t('The certification body')}>
            <EditableFields
              record={it}
              fields={BODY_FIELDS}
              update={certificationEndpoints.update}
              decision={keep}
            />
          </Section>
        </div>
        <div>
          <Aside title={t('Contract and certificate')}>
            <Facts
              facts={[
                [t('Contract'), it.contractOn && <Day day={it.contractOn} />],
                [t('Contract reference'), it.contract],
                [t('Decision'), it.decidedOn && <Day day={it.decidedOn} />],
                [t('Certificate'), it.certificateNumber],
                [t('Until'), it.validUntil && <Day day={it.validUntil} />],
                [t('Suspended'), it.suspendedOn && <Day day={it.suspendedOn} />],
                [t('At the latest until'), it.suspensionUntil && <Day day={it.suspensionUntil} />],
                [t('Ended'), it.endedOn && <Day day={it.endedOn} />],
              ]}
            />
            {!it.contractOn && <span className="quiet">{t('No contract yet.')}</span>}
            {it.pastCertificates.map((past) => (
              <p key={past.certificateNumber} className="quiet">
                {t('Before: {certificateNumber}, {decidedOn} to {validUntil}', {
                  certificateNumber: past.certificateNumber,
                  decidedOn: past.decidedOn && longDay(past.decidedOn),
                  validUntil: past.validUntil && longDay(past.validUntil),
                })}
              </p>
            ))}
          </Aside>
          <Connected endpoint={certificationEndpoints.linked} id={it.id} />
          <EvidenceOf id={it.id} canAdd={keep} />
          <History endpoint={certificationEndpoints.history} id={it.id} />
        </div>
      </div>
      {act && <ActDialog act={act} it={it} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Acts({
  it,
  keep,
  decide,
  onAct,
}: {
  readonly it: Certification;
  readonly keep: Decision;
  readonly decide: Decision;
  readonly onAct: (act: ActName) => void;
}) {
  const button = (act: ActName, words: string, decision: Decision, primary = false) => (
    <ActButton key={act} decision={decision} primary={primary} onClick={() => onAct(act)}>
      {words}
    </ActButton>
  );
  switch (it.state) {
    case 'preparing':
      return (
        <>
          {button('giveUp', t('Give it up'), decide)}
          {button('contract', t('Record the contract'), keep, true)}
        </>
      );
    case 'contracted':
      return (
        <>
          {button('giveUp', t('Give it up'), decide)}
          {button('grant', t('Record the certificate'), decide, true)}
        </>
      );
    case 'granted':
      return (
        <>
          {button('withdraw', t('Record the withdrawal'), decide)}
          {button('suspend', t('Record a suspension'), decide)}
          {button('renew', t('Record the recertification'), decide)}
        </>
      );
    case 'suspended':
      return (
        <>
          {button('withdraw', t('Record the withdrawal'), decide)}
          {button('restore', t('Record the end of the suspension'), decide, true)}
        </>
      );
    default:
      return null;
  }
}

function Audits({
  it,
  keep,
  onPlan,
}: {
  readonly it: Certification;
  readonly keep: Decision;
  readonly onPlan: () => void;
}) {
  const query = useEndpoint(certificationAuditEndpoints.list, {
    certificationId: it.id,
    sort: 'plannedFrom,heldFrom',
    limit: 100,
  } as never);
  const plan = it.state === 'preparing' ? no(t('Record the contract first.')) : keep;
  return (
    <Section
      title={t('Audits')}
      actions={
        <ActButton compact decision={plan} onClick={onPlan}>
          {t('Plan an audit')}
        </ActButton>
      }
    >
      <Await query={query as never}>
        {({ rows }: { rows: readonly Audit[] }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('No audit is planned yet.')}</p>
          ) : (
            <ul className="card actions">
              {rows.map((audit) => (
                <li key={audit.id}>
                  <OrgLink path={`/certification-audits/${audit.id}`} className="plain">
                    <span className="ref">{audit.ref}</span> {audit.title}
                  </OrgLink>
                  <StateMark {...certificationAuditLifecycle.states[audit.state]} />
                  <Day day={audit.heldFrom ?? audit.plannedFrom} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Section>
  );
}
