import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EvidenceOf, History } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
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
    : { allowed: false as const, reason: 'Only a draft is changed.' };
  return (
    <Page
      title={impact.title}
      sentence={`${impact.ref} · impact assessment · version ${impact.number}`}
      actions={<Acts impact={impact} problems={shown.problems} onAct={setAct} />}
    >
      <Head impact={impact} />
      <StaleNote id={impact.id} />
      <Notices impact={impact} shown={shown} />
      <div className="two first-flush">
        <div>
          {draft && <Missing impact={impact} problems={shown.problems} />}
          {impact.state === 'in-review' && <ToAccept shown={shown} />}
          <Section title="Impacts by category and party">
            <Matrix interview={shown} depth={impact.depth} onOpen={setCell} current={cell} />
          </Section>
          <Gravest shown={shown} />
          <OtherLists impactId={impact.id} shown={shown} frame={frame} />
          <Section title="Consultations">
            <ConsultationLog impactId={impact.id} readOnly={!draft} />
          </Section>
          <Section title="Watch for emerging impacts">
            <Indicators impactId={impact.id} state={impact.state} />
          </Section>
        </div>
        <div>
          <Documents impact={impact} shown={shown} />
          {impact.decision && <Decision impact={impact} />}
          <Versions impact={impact} />
          <Aside title="Taken over from the AI system">
            <OrgLink path={`/systems/${impact.systemId}`}>
              {shown.system.ref} {shown.system.name}
            </OrgLink>
            <div>{impact.purpose ?? <span className="quiet">No purpose is said.</span>}</div>
            {impact.intendedUse && <div className="quiet">{impact.intendedUse}</div>}
            <div className="quiet meta">from version {impact.systemVersion} of its record</div>
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
        <PageLink path={`/impacts/${impact.id}/interview`}>Go on with the interview</PageLink>
        <ActButton decision={write} onClick={() => onAct('discard')}>
          Discard
        </ActButton>
        <ActButton
          primary
          decision={
            problems.length > 0
              ? { allowed: false, reason: `${problems.length} things are missing; they stand below.` }
              : write
          }
          onClick={() => onAct('submit')}
        >
          Hand it in for review
        </ActButton>
      </>
    );
  if (state === 'in-review')
    return (
      <>
        <PageLink path={`/impacts/${impact.id}/interview`}>Read the answers</PageLink>
        <ActButton decision={maySendBack(actor)} onClick={() => onAct('sendBack')}>
          Send it back
        </ActButton>
        <ActButton primary decision={mayApproveImpact(actor)} onClick={() => onAct('approve')}>
          Approve the assessment
        </ActButton>
      </>
    );
  return (
    <>
      <PageLink path={`/impacts/${impact.id}/interview`}>Read the answers</PageLink>
      <PageLink path={`/impacts/${impact.id}/summary`}>Public summary</PageLink>
      {state !== 'superseded' && (
        <>
          <ActButton decision={mayApproveImpact(actor)} onClick={() => onAct('review')}>
            Say that it still holds
          </ActButton>
          {state === 'approved' && (
            <ActButton decision={write} onClick={() => onAct('watch')}>
              Put it under watch
            </ActButton>
          )}
          <ActButton primary decision={write} onClick={() => onAct('redo')}>
            Begin the next version
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
      {impact.decision && <strong>{DECISIONS[impact.decision]}</strong>}
      <span>{impact.depth === 'light' ? 'Light assessment' : 'Full assessment'}</span>
      <span className="quiet">{impact.ownerId ? `led by ${names(impact.ownerId)}` : 'nobody leads it'}</span>
      {impact.reviewOn && (
        <span className="quiet">
          next review <Day day={impact.reviewOn} />
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
          – Replaced <Day day={impact.supersededOn} />: {impact.supersededBecause}
        </p>
      )}
      {impact.sentBackBecause && impact.state === 'draft' && (
        <p className="card" style={{ padding: 12 }}>
          ▲ Sent back: {impact.sentBackBecause}
        </p>
      )}
      {impact.because && <p className="quiet">Begun because: {impact.because}</p>}
      {impact.reviewedOn && (
        <p className="quiet">
          Looked at again <Day day={impact.reviewedOn} />: {impact.reviewedBecause}
        </p>
      )}
      {shown.system.differs && impact.state !== 'superseded' && (
        <div className="card" style={{ padding: 12, marginBottom: 14 }}>
          ▲ Purpose or intended use of the AI system changed since this version took them over.{' '}
          {impact.state === 'draft' ? (
            <ActButton
              compact
              decision={mayWriteImpact(actor)}
              loading={take.isPending}
              onClick={() => take.mutate({ id: impact.id, version: impact.version })}
            >
              Take them over again
            </ActButton>
          ) : (
            <span className="quiet">Begin the next version to take that into account.</span>
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
      <Section title="Ready">
        <p>Everything that applies is answered. Hand it in for review.</p>
      </Section>
    );
  return (
    <Section title={`Still missing: ${problems.length}`}>
      <ul className="sentences">
        {problems.slice(0, 6).map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <OrgLink path={`/impacts/${impact.id}/interview`}>
        {problems.length > 6
          ? `and ${problems.length - 6} more: go on with the interview`
          : 'Go on with the interview'}
      </OrgLink>
    </Section>
  );
}

function ToAccept({ shown }: { readonly shown: Interview }) {
  if (shown.approvalProblems.length === 0) return null;
  return (
    <Section title="Before a go">
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
    <Section title="What was found">
      <div className="card scroll-x">
        <table className="list">
          <thead>
            <tr>
              <th>Impact</th>
              <th>On whom</th>
              <th>Level</th>
              <th>Measures</th>
              <th>Risks</th>
            </tr>
          </thead>
          <tbody>
            {found.map((each) => (
              <tr key={each.id}>
                <th scope="row" style={{ whiteSpace: 'normal', maxWidth: 320 }}>
                  <OrgLink path={`/impact-entries/${each.id}`}>{each.description ?? each.ref}</OrgLink>
                </th>
                <td data-label="On whom" style={{ whiteSpace: 'normal' }}>
                  {each.who}{' '}
                  <span className="quiet">
                    {CATEGORIES[each.category]}, {PARTIES[each.party].toLowerCase()}
                  </span>
                </td>
                <td data-label="Level" className="num">
                  {each.kind === 'positive'
                    ? 'good'
                    : `${each.level ?? 'not rated'}${each.residualLevel === null ? '' : ` → ${each.residualLevel}`}${each.acceptedBy ? ' accepted' : ''}`}
                </td>
                <td data-label="Measures">{names(each.measures)}</td>
                <td data-label="Risks">{names(each.risks)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
