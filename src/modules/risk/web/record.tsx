import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { riskActs, riskEndpoints, treatmentActs, treatmentEndpoints } from '../contract.ts';
import { treatmentLifecycle } from '../lifecycle.ts';
import { mayAccept, mayAssess, mayWriteRisk } from '../policy.ts';
import { bandOf, type Scale } from '../scale.ts';
import { RiskState } from './list.tsx';
import { FIELDS, OPTIONS } from './words.ts';

type Risk = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly title: string;
  readonly state: string;
  readonly kind: string;
  readonly level: number | null;
  readonly likelihood: number | null;
  readonly consequence: number | null;
  readonly residualLevel: number | null;
  readonly option: keyof typeof OPTIONS | null;
  readonly optionReason: string | null;
  readonly aboveAppetite: boolean | null;
  readonly acceptedBy: string | null;
  readonly acceptedOn: string | null;
  readonly acceptedReason: string | null;
  readonly singlePersonReason: string | null;
  readonly reviewOn: string | null;
};
type Act = 'assess' | 'treat' | 'accept' | 'close' | 'reopen' | 'plan';

/** One risk: judged, treated, accepted, each act by somebody who may. */
export default function RiskRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const risk = useEndpoint(riskEndpoints.get, { id });
  const criteria = useEndpoint(riskActs.criteria, {});
  return (
    <Await query={risk as never}>
      {(record: Risk) => (
        <Await query={criteria}>
          {({ criteria: decided, suggested }) => (
            <Shown risk={record} scale={decided ?? suggested} decided={decided !== null} />
          )}
        </Await>
      )}
    </Await>
  );
}

function Shown({
  risk,
  scale,
  decided,
}: {
  readonly risk: Risk;
  readonly scale: Scale;
  readonly decided: boolean;
}) {
  const actor = useActor();
  const names = useNames();
  const [act, setAct] = useState<Act | null>(null);
  const seen = { id: risk.id, version: risk.version };
  const level = risk.residualLevel ?? risk.level;
  const band = level === null ? null : bandOf(scale, level);
  const assess = decided
    ? mayAssess(actor)
    : { allowed: false as const, reason: t('Nobody has decided the risk criteria yet.') };
  const accept = band
    ? mayAccept(actor, band.acceptedBy, band.label)
    : { allowed: false as const, reason: t('Assess the risk first.') };
  return (
    <Page
      title={risk.title}
      sentence={t('{ref} · {kind} · version {version}', {
        ref: risk.ref,
        kind: risk.kind,
        version: risk.version,
      })}
      actions={
        risk.state === 'closed' ? (
          <ActButton decision={mayAssess(actor)} onClick={() => setAct('reopen')}>
            {t('Open the risk again')}
          </ActButton>
        ) : (
          <>
            <ActButton decision={assess} primary={risk.level === null} onClick={() => setAct('assess')}>
              {risk.level === null ? t('Assess the risk') : t('Assess again')}
            </ActButton>
            <ActButton
              decision={
                risk.level === null
                  ? { allowed: false, reason: t('Assess the risk first.') }
                  : mayAssess(actor)
              }
              primary={risk.state === 'assessed' && risk.aboveAppetite === true}
              onClick={() => setAct('treat')}
            >
              {t('Decide the treatment')}
            </ActButton>
            <ActButton
              decision={risk.state === 'accepted' ? { allowed: false, reason: t('It is accepted.') } : accept}
              primary={risk.state === 'treatment'}
              onClick={() => setAct('accept')}
            >
              {t('Accept the residual risk')}
            </ActButton>
            <ActButton decision={mayAssess(actor)} onClick={() => setAct('close')}>
              {t('Close')}
            </ActButton>
          </>
        )
      }
    >
      <div style={{ display: 'flex', gap: 24, flexWrap: 'wrap', marginBottom: 14, alignItems: 'baseline' }}>
        <RiskState state={risk.state} above={risk.aboveAppetite === true} />
        {risk.level !== null && (
          <span>
            <Trans
              id="Level <0/> <1/>"
              components={{
                0: <strong className="num">{risk.level}</strong>,
                1: (
                  <span className="quiet">
                    ({scale.likelihoodLabels[risk.likelihood! - 1]} ×{' '}
                    {scale.consequenceLabels[risk.consequence! - 1]})
                  </span>
                ),
              }}
            />
          </span>
        )}
        {risk.residualLevel !== null && (
          <span>
            <Trans
              id="after treatment <0/>"
              components={{ 0: <strong className="num">{risk.residualLevel}</strong> }}
            />
          </span>
        )}
        {band && <span className="quiet">{band.label}</span>}
        {risk.reviewOn && (
          <span className="quiet">
            <Trans id="review <0/>" components={{ 0: <Day day={risk.reviewOn} /> }} />
          </span>
        )}
      </div>
      <StaleNote id={risk.id} />
      <div className="two">
        <div>
          <EditableFields
            record={risk}
            fields={FIELDS}
            update={riskEndpoints.update}
            decision={
              risk.state === 'closed'
                ? { allowed: false, reason: t('A closed risk is not edited.') }
                : mayWriteRisk(actor)
            }
          />
          <Treatments risk={risk} onPlan={() => setAct('plan')} />
        </div>
        <div>
          {risk.option && (
            <Aside title={t('Treatment decision')}>
              {t(OPTIONS[risk.option])}
              <div className="quiet">{risk.optionReason}</div>
            </Aside>
          )}
          {risk.acceptedBy && (
            <Aside title={t('Acceptance')}>
              {names(risk.acceptedBy)}, <Day day={risk.acceptedOn} />
              <div className="quiet">{risk.acceptedReason}</div>
              {risk.singlePersonReason && (
                <div>
                  {t('▲ By one person: {singlePersonReason}', {
                    singlePersonReason: risk.singlePersonReason,
                  })}
                </div>
              )}
            </Aside>
          )}
          <Assessments id={risk.id} />
          <Connected endpoint={riskEndpoints.linked} id={risk.id} />
          <EvidenceOf id={risk.id} canAdd={mayWriteRisk(actor)} />
          <History endpoint={riskEndpoints.history} id={risk.id} />
        </div>
      </div>
      {act && <Dialog act={act} seen={seen} risk={risk} scale={scale} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Dialog({
  act,
  seen,
  risk,
  scale,
  onClose,
}: {
  readonly act: Act;
  readonly seen: { readonly id: string; readonly version: number };
  readonly risk: Risk;
  readonly scale: Scale;
  readonly onClose: () => void;
}) {
  const steps = (labels: readonly string[]) =>
    labels.map((label, i) => ({ value: String(i + 1), label: `${i + 1} ${label}` }));
  const rated = (prefix: '' | 'residual'): Field[] => {
    const name = (word: string) => (prefix ? `residual${word}` : word.toLowerCase());
    return [
      {
        key: name('Likelihood'),
        label: prefix ? t('Likelihood that remains') : t('Likelihood'),
        kind: 'select',
        options: steps(scale.likelihoodLabels),
        required: true,
      },
      {
        key: name('Consequence'),
        label: prefix ? t('Consequence that remains') : t('Consequence'),
        kind: 'select',
        options: steps(scale.consequenceLabels),
        required: true,
      },
    ];
  };
  const reason: Field = { key: 'reason', label: t('Reason'), kind: 'long', required: true };
  const done = { onClose, onDone: onClose, fixed: seen };
  switch (act) {
    case 'assess':
      return (
        <AskDialog
          {...done}
          title={t('Assess the risk')}
          explain={t(
            'Level is likelihood times consequence. An acceptance given for another judgement falls away.',
          )}
          fields={rated('')}
          initial={
            risk.likelihood
              ? { likelihood: String(risk.likelihood), consequence: String(risk.consequence) }
              : {}
          }
          endpoint={riskActs.assess}
          verb={t('Assess the risk')}
        />
      );
    case 'treat':
      return (
        <AskDialog
          {...done}
          title={t('Decide the treatment')}
          fields={[
            {
              key: 'option',
              label: t('Option'),
              kind: 'select',
              required: true,
              options: Object.entries(OPTIONS)
                .filter(([value]) =>
                  (risk.kind === 'opportunity'
                    ? ['pursue', 'retain']
                    : ['modify', 'avoid', 'share', 'retain']
                  ).includes(value),
                )
                .map(([value, label]) => ({ value, label })),
            },
            reason,
            ...rated('residual'),
          ]}
          initial={{
            residualLikelihood: String(risk.likelihood),
            residualConsequence: String(risk.consequence),
          }}
          endpoint={riskActs.treat}
          verb={t('Decide the treatment')}
        />
      );
    case 'accept':
      return (
        <AskDialog
          {...done}
          title={t('Accept the residual risk')}
          explain={t('You take what remains upon you for the organisation.')}
          fields={[
            reason,
            { key: 'until', label: t('Until'), kind: 'date', help: t('Empty: until it is judged again') },
          ]}
          endpoint={riskActs.accept}
          verb={t('Accept the residual risk')}
        />
      );
    case 'plan':
      return (
        <AskDialog
          onClose={onClose}
          onDone={onClose}
          fixed={{ id: risk.id }}
          title={t('Plan a treatment')}
          fields={[
            { key: 'title', label: t('What will be done'), kind: 'text', required: true },
            { key: 'description', label: t('How'), kind: 'long' },
            { key: 'ownerId', label: t('Owner'), kind: 'person' },
            { key: 'dueOn', label: t('By'), kind: 'date' },
          ]}
          endpoint={treatmentActs.plan}
          verb={t('Plan it')}
        />
      );
    default:
      return (
        <AskDialog
          {...done}
          title={act === 'close' ? t('Close the risk') : t('Open the risk again')}
          fields={[reason]}
          endpoint={act === 'close' ? riskActs.close : riskActs.reopen}
          verb={act === 'close' ? t('Close the risk') : t('Open it again')}
        />
      );
  }
}

function Treatments({ risk, onPlan }: { readonly risk: Risk; readonly onPlan: () => void }) {
  const actor = useActor();
  const query = useEndpoint(treatmentEndpoints.list, { riskId: risk.id, sort: 'dueOn' } as never);
  return (
    <Section
      title={t('Treatment plan')}
      actions={
        <ActButton decision={mayWriteRisk(actor)} onClick={onPlan}>
          {t('Plan a treatment')}
        </ActButton>
      }
    >
      <Await query={query as never}>
        {(data: {
          rows: readonly {
            id: string;
            ref: string;
            title: string;
            state: keyof typeof treatmentLifecycle.states;
            dueOn: string | null;
          }[];
        }) =>
          data.rows.length === 0 ? (
            <p className="quiet">{t('Nothing is planned yet.')}</p>
          ) : (
            <div className="card" style={{ padding: '4px 16px' }}>
              {data.rows.map((each) => (
                <div key={each.id} className="field" style={{ display: 'flex', gap: 12 }}>
                  <OrgLink path={`/treatments/${each.id}`}>
                    {each.ref} {each.title}
                  </OrgLink>
                  <span style={{ marginInlineStart: 'auto' }}>
                    <StateMark {...treatmentLifecycle.states[each.state]} />
                  </span>
                  <Day day={each.dueOn} />
                </div>
              ))}
            </div>
          )
        }
      </Await>
    </Section>
  );
}

function Assessments({ id }: { readonly id: string }) {
  const query = useEndpoint(riskActs.assessments, { id });
  const names = useNames();
  if (!query.data || query.data.assessments.length < 2) return null;
  return (
    <Aside title={t('Judged over time')}>
      {query.data.assessments.map((each) => (
        <div key={each.version} style={{ display: 'flex', gap: 8, fontSize: 13, padding: '2px 0' }}>
          <span>
            <Day day={each.assessedOn} />
          </span>
          <span className="quiet">{names(each.assessedBy)}</span>
          <span className="num" style={{ marginInlineStart: 'auto' }}>
            {each.level}
            {each.residualLevel !== null && ` → ${each.residualLevel}`}
          </span>
        </div>
      ))}
    </Aside>
  );
}
