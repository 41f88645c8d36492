import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { nonconformityEndpoints } from '../contract.ts';
import { grades } from '../grade.ts';
import { nonconformityLifecycle } from '../lifecycle.ts';
import { mayWork } from '../policy.ts';
import { nonconformityViews } from '../views-contract.ts';
import { CausePart } from './cause-part.tsx';
import { type Nonconformity, no } from './data.ts';
import { EffectPart } from './effect-part.tsx';
import { FollowUpPart } from './follow-up-part.tsx';
import { LinksAside } from './links-aside.tsx';
import { PastRounds } from './past-rounds.tsx';
import { PlanPart } from './plan-part.tsx';
import { ReactionPart } from './reaction-part.tsx';
import { ActDialog, type ActName, Acts } from './record-acts.tsx';
import { useRequirementChoices } from './requirements.ts';
import { SimilarPart } from './similar-part.tsx';
import { fieldsOf } from './words.ts';

/** One nonconformity in the order of 10.2; what is missing stands beside it. */
export default function NonconformityRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(nonconformityEndpoints.get, { id });
  return <Await query={query as never}>{(it: Nonconformity) => <Shown it={it} />}</Await>;
}

function Shown({ it }: { readonly it: Nonconformity }) {
  const actor = useActor();
  const [act, setAct] = useState<ActName | null>(null);
  const requirements = useRequirementChoices();
  const ended = it.state === 'closed' || it.state === 'dismissed';
  const work = ended ? no(t('It has ended. Reopen it to change something.')) : mayWork(actor);
  const part = { it, work };
  return (
    <Page
      title={it.title}
      sentence={t('{ref} · round {round} · version {version}', {
        ref: it.ref,
        round: it.round,
        version: it.version,
      })}
      actions={
        <>
          {(['docx', 'pdf'] as const).map((format) => (
            <a key={format} className="chip" href={addressOf(nonconformityViews.file, { id: it.id, format })}>
              {format.toUpperCase()}
            </a>
          ))}
          <Acts it={it} onAct={setAct} />
        </>
      }
    >
      <Standing it={it} />
      <div className="two">
        <div className="first-flush">
          <Section title={t('What is wrong')}>
            <EditableFields
              record={it}
              fields={fieldsOf(requirements)}
              update={nonconformityEndpoints.update}
              decision={work}
            />
          </Section>
          <ReactionPart {...part} onAct={() => setAct('correct')} />
          <CausePart {...part} onAct={() => setAct('analyse')} />
          <SimilarPart {...part} />
          <PlanPart {...part} onAct={setAct} />
          <EffectPart {...part} onAct={setAct} />
          <FollowUpPart {...part} onAct={() => setAct('followUp')} />
          <PastRounds rounds={it.pastRounds ?? []} />
        </div>
        <div>
          <Parts id={it.id} dismissed={it.state === 'dismissed'} />
          <GradeAside it={it} />
          <LinksAside id={it.id} work={work} />
          <EvidenceOf id={it.id} canAdd={work} />
          <History endpoint={nonconformityEndpoints.history} id={it.id} />
        </div>
      </div>
      {act && <ActDialog act={act} it={it} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Standing({ it }: { readonly it: Nonconformity }) {
  const names = useNames();
  return (
    <div className="standing">
      <StateMark {...nonconformityLifecycle.states[it.state]} />
      {it.grade ? (
        <StateMark {...grades[it.grade]} />
      ) : (
        <StateMark label={t('Not graded yet')} tone="neutral" />
      )}
      <span className="quiet">
        <Trans id="Owner <0/>" components={{ 0: <strong>{names(it.ownerId)}</strong> }} />
      </span>
      {it.state !== 'closed' && it.state !== 'dismissed' && (
        <span className="quiet">
          <Trans id="Answer due <0/>" components={{ 0: <Day day={it.dueOn} /> }} />
        </span>
      )}
      {it.state === 'closed' && (
        <span className="quiet">
          <Trans
            id="Closed by {closedBy} <0/>"
            values={{ closedBy: names(it.closedBy) }}
            components={{ 0: <Day day={it.closedOn} /> }}
          />
        </span>
      )}
      {it.dismissedReason && it.state === 'dismissed' && <span>{it.dismissedReason}</span>}
      {it.closeSingleReason && (
        <span>{t('▲ By one person: {closeSingleReason}', { closeSingleReason: it.closeSingleReason })}</span>
      )}
    </div>
  );
}

function Parts({ id, dismissed }: { readonly id: string; readonly dismissed: boolean }) {
  const query = useEndpoint(nonconformityViews.parts, { id });
  if (dismissed) return null;
  return (
    <Aside title={t('What 10.2 asks for')}>
      <Await query={query}>
        {({ parts }) => (
          <ul className="parts">
            {parts.map((each) => (
              <li key={each.id}>
                <StateMark label={each.title} tone={each.done ? 'good' : 'neutral'} />
                {each.missing && <div className="quiet meta">{each.missing}</div>}
              </li>
            ))}
          </ul>
        )}
      </Await>
    </Aside>
  );
}

function GradeAside({ it }: { readonly it: Nonconformity }) {
  const names = useNames();
  if (!it.grade) return null;
  return (
    <Aside title={t('Grade')}>
      {t(grades[it.grade].label)}, {names(it.gradedBy)} <Day day={it.gradedOn} />
      <div className="quiet">{it.gradeReason}</div>
    </Aside>
  );
}
