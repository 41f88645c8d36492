import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { AskDialog, withoutEmpty } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint, useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Aside, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import {
  certificationAuditActs,
  certificationAuditEndpoints,
  certificationFindingEndpoints,
} from '../contract.ts';
import { certificationAuditLifecycle, certificationFindingLifecycle } from '../lifecycle.ts';
import { mayKeepFile } from '../policy.ts';
import { findingKinds } from '../words.ts';
import { type Audit, choices, type Finding, no } from './data.ts';
import { Facts } from './facts.tsx';

const FIELDS: readonly Field[] = [
  { key: 'plannedFrom', label: msg('From'), kind: 'date' },
  { key: 'plannedTo', label: msg('To'), kind: 'date' },
  { key: 'leadAuditor', label: msg('Lead auditor'), kind: 'text' },
  { key: 'timeTenths', label: msg('Audit time in tenths of a day'), kind: 'number' },
];

/** One audit of the body with what it found. */
export default function AuditRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(certificationAuditEndpoints.get, { id });
  return <Await query={query as never}>{(audit: Audit) => <Shown audit={audit} />}</Await>;
}

function Shown({ audit }: { readonly audit: Audit }) {
  const actor = useActor();
  const today = useToday();
  const [act, setAct] = useState<'hold' | 'cancel' | 'finding' | null>(null);
  const keep = mayKeepFile(actor);
  const close = () => setAct(null);
  const seen = { id: audit.id, version: audit.version };
  return (
    <Page
      title={audit.title}
      sentence={t('{ref} · version {version}', { ref: audit.ref, version: audit.version })}
      actions={
        audit.state === 'planned' && (
          <>
            <ActButton decision={keep} onClick={() => setAct('cancel')}>
              {t('Cancel it')}
            </ActButton>
            <ActButton decision={keep} primary onClick={() => setAct('hold')}>
              {t('Record it as held')}
            </ActButton>
          </>
        )
      }
    >
      <div className="standing">
        <StateMark {...certificationAuditLifecycle.states[audit.state]} />
        {audit.heldFrom && (
          <span className="quiet">
            <Trans
              id="<0/> to <1/>"
              components={{ 0: <Day day={audit.heldFrom} />, 1: <Day day={audit.heldTo} /> }}
            />
          </span>
        )}
      </div>
      <div className="two">
        <div className="first-flush">
          {audit.conclusion && (
            <Section title={audit.state === 'cancelled' ? t('Why it was cancelled') : t('Conclusion')}>
              <p className="read">{audit.conclusion}</p>
            </Section>
          )}
          <Findings audit={audit} keep={keep} onAdd={() => setAct('finding')} />
          <Section title={t('Plan')}>
            <EditableFields
              record={audit}
              fields={FIELDS}
              update={certificationAuditEndpoints.update}
              decision={audit.state === 'planned' ? keep : no(t('What was held or cancelled is not edited.'))}
            />
          </Section>
        </div>
        <div>
          <Aside title={t('Certification')}>
            <Facts
              facts={[
                [
                  t('File'),
                  <OrgLink key="file" path={`/certifications/${audit.certificationId}`}>
                    {t('Open the certification')}
                  </OrgLink>,
                ],
              ]}
            />
          </Aside>
          <EvidenceOf id={audit.id} canAdd={keep} />
          <History endpoint={certificationAuditEndpoints.history} id={audit.id} />
        </div>
      </div>
      {act === 'hold' && (
        <AskDialog
          title={t('Record the audit as held')}
          fields={[
            { key: 'heldFrom', label: t('First day'), kind: 'date', required: true },
            { key: 'heldTo', label: t('Last day'), kind: 'date', required: true },
            { key: 'conclusion', label: t('Conclusion of the auditors'), kind: 'long', required: true },
          ]}
          initial={{ heldFrom: audit.plannedFrom ?? today, heldTo: audit.plannedTo ?? today }}
          fixed={seen}
          endpoint={certificationAuditActs.hold}
          verb={t('Record it as held')}
          onClose={close}
          onDone={close}
        />
      )}
      {act === 'cancel' && (
        <AskDialog
          title={t('Cancel the audit')}
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
          fixed={seen}
          endpoint={certificationAuditActs.cancel}
          verb={t('Cancel it')}
          onClose={close}
          onDone={close}
        />
      )}
      {act === 'finding' && (
        <AskDialog
          title={t('Write a finding of the body down')}
          explain={
            audit.kind === 'stage-1'
              ? t('Stage 1 gives areas of concern; they carry no grade.')
              : t(
                  'In the words of the body. A nonconformity becomes one of ours, with the grade that the body gave it.',
                )
          }
          fields={findingFields(audit)}
          initial={{ kind: audit.kind === 'stage-1' ? 'area-of-concern' : 'minor', requirements: '' }}
          prepare={(given) => ({
            ...withoutEmpty(given),
            requirements: String(given.requirements ?? '')
              .split(/[\s,;]+/)
              .filter(Boolean)
              .map((each) => (each.includes(':') ? each : `iso-42001:${each}`)),
          })}
          fixed={{ auditId: audit.id }}
          endpoint={certificationFindingEndpoints.create}
          verb={t('Write it down')}
          onClose={close}
          onDone={close}
        />
      )}
    </Page>
  );
}

function findingFields(audit: Audit): readonly Field[] {
  const kinds = choices(findingKinds).filter(({ value }) =>
    audit.kind === 'stage-1' ? !['major', 'minor'].includes(value) : value !== 'area-of-concern',
  );
  return [
    { key: 'kind', label: t('Kind'), kind: 'select', required: true, options: kinds },
    { key: 'title', label: t('In one line'), kind: 'text', required: true },
    { key: 'statement', label: t('Statement'), kind: 'long' },
    { key: 'objectiveEvidence', label: t('Objective evidence'), kind: 'long' },
    {
      key: 'requirements',
      label: t('Requirements'),
      kind: 'text',
      help: t('Such as 9.2.2, A.5.2; of other standards with their id'),
    },
    { key: 'bodyRef', label: t('Number of the body'), kind: 'text' },
    { key: 'answerDueOn', label: t('Answer by'), kind: 'date' },
  ];
}

function Findings({
  audit,
  keep,
  onAdd,
}: {
  readonly audit: Audit;
  readonly keep: Decision;
  readonly onAdd: () => void;
}) {
  const query = useEndpoint(certificationFindingEndpoints.list, { auditId: audit.id, limit: 200 } as never);
  return (
    <Section
      title={t('Findings')}
      actions={
        <ActButton
          compact
          decision={audit.state === 'held' ? keep : no(t('Record the audit as held first.'))}
          onClick={onAdd}
        >
          {t('Write a finding down')}
        </ActButton>
      }
    >
      <Await query={query as never}>
        {({ rows }: { rows: readonly Finding[] }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('None is written down.')}</p>
          ) : (
            <ul className="card actions">
              {rows.map((each) => (
                <li key={each.id}>
                  <OrgLink path={`/certification-findings/${each.id}`} className="plain">
                    <span className="ref">{each.ref}</span> {each.title}
                  </OrgLink>
                  <span className="quiet">{t(findingKinds[each.kind])}</span>
                  <StateMark {...certificationFindingLifecycle.states[each.state]} />
                  <Day day={each.answerDueOn} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Section>
  );
}
