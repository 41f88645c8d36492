import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EvidenceOf, History } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { impactActs } from '../acts.ts';
import { impactEndpoints } from '../contract.ts';
import { impactLifecycle } from '../lifecycle.ts';
import { mayApproveImpact, maySendBack, mayWriteImpact } from '../policy.ts';
import { type Act, ImpactDialog } from './acts.tsx';
import { CellDrawer, type Frame } from './cell.tsx';
import { ConsultationLog } from './consultations.tsx';
import type { VersionShown as Shown } from './impact-shown.ts';
import { Indicators } from './indicators.tsx';
import { type Cell, type Interview, Matrix, remains } from './matrix.tsx';
import { OtherLists } from './other-lists.tsx';
import { Decision, Documents, Versions } from './record-asides.tsx';
import { CATEGORIES, DECISIONS, PARTIES } from './words.ts';

/** One version of an assessment: how it stands, what it found, its documents and its other versions. */
export default function ImpactRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const record = useEndpoint(impactEndpoints.get, { id });
  const interview = useEndpoint(impactActs.interview, { id });
  const frame = useEndpoint(impactActs.frame, {});
  return (
    <Await query={record as never}>
      {(impact: Shown) => (
        <Await query={interview}>
          {(shown) => (
            <Await query={frame}>
              {(scales) => <Overview impact={impact} shown={shown} frame={scales} />}
            </Await>
          )}
        </Await>
      )}
    </Await>
  );
}

function Overview({
  impact,
  shown,
  frame,
}: {
  readonly impact: Shown;
  readonly shown: Interview;
  readonly frame: Frame;
}) {
  const actor = useActor();
  const navigate = useNavigate();
  const [act, setAct] = useState<Act | null>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const draft = impact.state === 'draft';
  const write = draft
    ? mayWriteImpact(actor)
    : { allowed: false as const, reason: t('Only a draft is changed.') };
  return (
    <Page
      title={impact.title}
      sentence={t('{ref} · impact assessment · version {number}', { ref: impact.ref, number: impact.number })}
      actions={<Acts impact={impact} problems={shown.problems} onAct={setAct} />}
    >
      <Head impact={impact} />
      <StaleNote id={impact.id} />
      <Notices impact={impact} shown={shown} />
      <div className="two first-flush">
        <div>
          {draft && <Missing impact={impact} problems={shown.problems} />}
          {impact.state === 'in-review' && <ToAccept shown={shown} />}
          <Section title={t('Impacts by category and party')}>
            <Matrix interview={shown} depth={impact.depth} onOpen={setCell} current={cell} />
          </Section>
          <Gravest shown={shown} />
          <OtherLists impactId={impact.id} shown={shown} frame={frame} />
          <Section title={t('Consultations')}>
            <ConsultationLog impactId={impact.id} readOnly={!draft} />
          </Section>
          <Section title={t('Watch for emerging impacts')}>
            <Indicators impactId={impact.id} state={impact.state} />
          </Section>
        </div>
        <div>
          <Documents impact={impact} shown={shown} />
          {impact.decision && <Decision impact={impact} />}
          <Versions impact={impact} />
          <Aside title={t('Taken over from the AI system')}>
            <OrgLink path={`/systems/${impact.systemId}`}>
              {shown.system.ref} {shown.system.name}
            </OrgLink>
            <div>{impact.purpose ?? <span className="quiet">{t('No purpose is said.')}</span>}</div>
            {impact.intendedUse && <div className="quiet">{impact.intendedUse}</div>}
            <div className="quiet meta">
              {t('from version {systemVersion} of its record', { systemVersion: impact.systemVersion })}
            </div>
          </Aside>
          <Connected endpoint={impactEndpoints.linked} id={impact.id} />
          <EvidenceOf id={impact.id} canAdd={mayWriteImpact(actor)} />
          <History endpoint={impactEndpoints.history} id={impact.id} />
        </div>
      </div>
      {cell && (
        <CellDrawer
          {...{ cell, frame }}
          impactId={impact.id}
          interview={shown}
          decision={write}
          onClose={() => setCell(null)}
        />
      )}
      {act && (
        <ImpactDialog
          act={act}
          impact={impact}
          problems={shown.approvalProblems}
          onClose={() => setAct(null)}
          onDone={(result) => {
            setAct(null);
            if (act === 'redo') void navigate(orgPath(`/impacts/${result.id}/interview`) as never);
            if (act === 'discard') void navigate(orgPath('/impacts') as never);
          }}
        />
      )}
    </Page>
  );
}

function Acts({
  impact,
  problems,
  onAct,
}: {
  readonly impact: Shown;
  readonly problems: readonly string[];
  readonly onAct: (act: Act) => void;
}) {
  const actor = useActor();
  const write = mayWriteImpact(actor);
  const state = impact.state;
  if (state === 'draft')
    return (
      <>
        <PageLink path={`/impacts/${impact.id}/interview`}>{t('Go on with the interview')}</PageLink>
        <ActButton decision={write} onClick={() => onAct('discard')}>
          {t('Discard')}
        </ActButton>
        <ActButton
          primary
          decision={
            problems.length > 0
              ? {
                  allowed: false,
                  reason: t(
                    '{problems, plural, one {# thing is missing; it stands} other {# things are missing; they stand}} below.',
                    {
                      problems: problems.length,
                    },
                  ),
                }
              : write
          }
          onClick={() => onAct('submit')}
        >
          {t('Hand it in for review')}
        </ActButton>
      </>
    );
  if (state === 'in-review')
    return (
      <>
        <PageLink path={`/impacts/${impact.id}/interview`}>{t('Read the answers')}</PageLink>
        <ActButton decision={maySendBack(actor)} onClick={() => onAct('sendBack')}>
          {t('Send it back')}
        </ActButton>
        <ActButton primary decision={mayApproveImpact(actor)} onClick={() => onAct('approve')}>
          {t('Approve the assessment')}
        </ActButton>
      </>
    );
  return (
    <>
      <PageLink path={`/impacts/${impact.id}/interview`}>{t('Read the answers')}</PageLink>
      <PageLink path={`/impacts/${impact.id}/summary`}>{t('Public summary')}</PageLink>
      {state !== 'superseded' && (
        <>
          <ActButton decision={mayApproveImpact(actor)} onClick={() => onAct('review')}>
            {t('Say that it still holds')}
          </ActButton>
          {state === 'approved' && (
            <ActButton decision={write} onClick={() => onAct('watch')}>
              {t('Put it under watch')}
            </ActButton>
          )}
          <ActButton primary decision={write} onClick={() => onAct('redo')}>
            {t('Begin the next version')}
          </ActButton>
        </>
      )}
    </>
  );
}

function Head({ impact }: { readonly impact: Shown }) {
  const names = useNames();
  return (
    <div
      style={{ display: 'flex', gap: '6px 20px', flexWrap: 'wrap', marginBottom: 14, alignItems: 'baseline' }}
    >
      <StateMark {...impactLifecycle.states[impact.state]} />
      {impact.decision && <strong>{t(DECISIONS[impact.decision])}</strong>}
      <span>{impact.depth === 'light' ? t('Light assessment') : t('Full assessment')}</span>
      <span className="quiet">
        {impact.ownerId ? t('led by {ownerId}', { ownerId: names(impact.ownerId) }) : t('nobody leads it')}
      </span>
      {impact.reviewOn && (
        <span className="quiet">
          <Trans id="next review <0/>" components={{ 0: <Day day={impact.reviewOn} /> }} />
        </span>
      )}
    </div>
  );
}

function Notices({ impact, shown }: { readonly impact: Shown; readonly shown: Interview }) {
  const take = useCommand(impactActs.takeOver);
  const actor = useActor();
  return (
    <>
      {impact.state === 'superseded' && (
        <p className="card" style={{ padding: 12 }}>
          <Trans
            id="– Replaced <0/>: {supersededBecause}"
            values={{ supersededBecause: impact.supersededBecause }}
            components={{ 0: <Day day={impact.supersededOn} /> }}
          />
        </p>
      )}
      {impact.sentBackBecause && impact.state === 'draft' && (
        <p className="card" style={{ padding: 12 }}>
          {t('▲ Sent back: {sentBackBecause}', { sentBackBecause: impact.sentBackBecause })}
        </p>
      )}
      {impact.because && (
        <p className="quiet">{t('Begun because: {because}', { because: impact.because })}</p>
      )}
      {impact.reviewedOn && (
        <p className="quiet">
          <Trans
            id="Looked at again <0/>: {reviewedBecause}"
            values={{ reviewedBecause: impact.reviewedBecause }}
            components={{ 0: <Day day={impact.reviewedOn} /> }}
          />
        </p>
      )}
      {shown.system.differs && impact.state !== 'superseded' && (
        <div className="card" style={{ padding: 12, marginBottom: 14 }}>
          {t('▲ Purpose or intended use of the AI system changed since this version took them over.')}{' '}
          {impact.state === 'draft' ? (
            <ActButton
              compact
              decision={mayWriteImpact(actor)}
              loading={take.isPending}
              onClick={() => take.mutate({ id: impact.id, version: impact.version })}
            >
              {t('Take them over again')}
            </ActButton>
          ) : (
            <span className="quiet">{t('Begin the next version to take that into account.')}</span>
          )}
          {take.error && <ErrorView error={take.error} />}
        </div>
      )}
    </>
  );
}

function Missing({ impact, problems }: { readonly impact: Shown; readonly problems: readonly string[] }) {
  if (problems.length === 0)
    return (
      <Section title={t('Ready')}>
        <p>{t('Everything that applies is answered. Hand it in for review.')}</p>
      </Section>
    );
  return (
    <Section title={t('Still missing: {problems}', { problems: problems.length })}>
      <ul className="sentences">
        {problems.slice(0, 6).map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <OrgLink path={`/impacts/${impact.id}/interview`}>
        {problems.length > 6
          ? t('and {problems} more: go on with the interview', { problems: problems.length - 6 })
          : t('Go on with the interview')}
      </OrgLink>
    </Section>
  );
}

function ToAccept({ shown }: { readonly shown: Interview }) {
  if (shown.approvalProblems.length === 0) return null;
  return (
    <Section title={t('Before a go')}>
      <ul className="sentences">
        {shown.approvalProblems.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </Section>
  );
}

/** The harm of this version, gravest first, with measures and risks. */
function Gravest({ shown }: { readonly shown: Interview }) {
  const found = shown.entries
    .filter((each) => each.kind === 'negative' || each.kind === 'positive')
    .toSorted(
      (a, b) => Number(b.kind === 'negative') - Number(a.kind === 'negative') || remains(b) - remains(a),
    );
  if (found.length === 0) return null;
  // A control of Annex A is known by its number, which begins its title.
  const names = (list: readonly { readonly ref: string; readonly title: string }[]) =>
    [...new Set(list.map((each) => /^A\.[\d.]+/.exec(each.title)?.[0] ?? each.ref))].join(', ');
  return (
    <Section title={t('What was found')}>
      <div className="card scroll-x">
        <table className="list">
          <thead>
            <tr>
              <th>{t('Impact')}</th>
              <th>{t('On whom')}</th>
              <th>{t('Level')}</th>
              <th>{t('Measures')}</th>
              <th>{t('Risks')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((each) => (
              <tr key={each.id}>
                <th scope="row" style={{ whiteSpace: 'normal', maxWidth: 320 }}>
                  <OrgLink path={`/impact-entries/${each.id}`}>{each.description ?? each.ref}</OrgLink>
                </th>
                <td data-label={t('On whom')} style={{ whiteSpace: 'normal' }}>
                  {each.who}{' '}
                  <span className="quiet">
                    {t(CATEGORIES[each.category])}, {midSentence(t(PARTIES[each.party]))}
                  </span>
                </td>
                <td data-label={t('Level')} className="num">
                  {each.kind === 'positive'
                    ? t('good')
                    : `${each.level ?? t('not rated')}${each.residualLevel === null ? '' : ` → ${each.residualLevel}`}${each.acceptedBy ? ` ${t('accepted')}` : ''}`}
                </td>
                <td data-label={t('Measures')}>{names(each.measures)}</td>
                <td data-label={t('Risks')}>{names(each.risks)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
