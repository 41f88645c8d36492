import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import { AskDialog, withoutEmpty } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { ideaActs, ideaEndpoints, type improvementIdea } from '../idea-contract.ts';
import { ideaLifecycle } from '../lifecycle.ts';
import { mayCarryOut, mayDecideIdea, mayRaise, mayWork } from '../policy.ts';
import { no } from './data.ts';
import { Facts } from './facts.tsx';
import { BENEFITS } from './ideas-list.tsx';
import { IDEA_FIELDS } from './words.ts';

type Idea = RecordOf<typeof improvementIdea>;

/** One idea: decided by somebody else, carried out, its benefit looked at. */
export default function ImprovementRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(ideaEndpoints.get, { id });
  return <Await query={query as never}>{(idea: Idea) => <Shown idea={idea} />}</Await>;
}

function Shown({ idea }: { readonly idea: Idea }) {
  const actor = useActor();
  const names = useNames();
  const [asking, setAsking] = useState(false);
  const ended = idea.state === 'reviewed' || idea.state === 'declined';
  const own = idea.state === 'proposed' && idea.proposedBy === actor.id;
  const edit = ended ? no(t('It has ended.')) : own ? mayRaise(actor) : mayWork(actor);
  return (
    <Page
      title={idea.title}
      sentence={t('{ref} · proposed by {proposedBy} · version {version}', {
        ref: idea.ref,
        proposedBy: names(idea.proposedBy),
        version: idea.version,
      })}
      actions={
        idea.state !== 'reviewed' && (
          <ActButton decision={decisionOf(idea, actor)} primary onClick={() => setAsking(true)}>
            {t(VERBS[idea.state as keyof typeof VERBS])}
          </ActButton>
        )
      }
    >
      <div className="standing">
        <StateMark {...ideaLifecycle.states[idea.state]} />
        {idea.benefit && <span>{t(BENEFITS[idea.benefit])}</span>}
      </div>
      <div className="two">
        <div>
          <EditableFields record={idea} fields={IDEA_FIELDS} update={ideaEndpoints.update} decision={edit} />
          {idea.outcome && (
            <div className="section">
              <Facts
                facts={[
                  [t('Done'), idea.doneOn && <Day day={idea.doneOn} />],
                  [t('What was changed'), idea.outcome],
                  [t('Before'), idea.before],
                  [t('After'), idea.after],
                  [t('Benefit'), idea.benefitFinding],
                  [t('Reviewed by'), idea.reviewedBy && names(idea.reviewedBy)],
                ]}
              />
            </div>
          )}
        </div>
        <div>
          {idea.decision && (
            <Aside title={t('Decision')}>
              {idea.decidedBy && (
                <>
                  {names(idea.decidedBy)}, <Day day={idea.decidedOn} />
                </>
              )}
              <div className="quiet">{idea.decision}</div>
              {idea.singlePersonReason && (
                <div>
                  {t('▲ By one person: {singlePersonReason}', {
                    singlePersonReason: idea.singlePersonReason,
                  })}
                </div>
              )}
            </Aside>
          )}
          <Connected endpoint={ideaEndpoints.linked} id={idea.id} />
          <EvidenceOf id={idea.id} canAdd={edit} />
          <History endpoint={ideaEndpoints.history} id={idea.id} />
        </div>
      </div>
      {asking && <Ask idea={idea} onClose={() => setAsking(false)} />}
    </Page>
  );
}

const VERBS = {
  proposed: msg('Adopt or decline it'),
  adopted: msg('Report as done'),
  done: msg('Review the benefit'),
  declined: msg('Take it up again'),
} as const;

function decisionOf(idea: Idea, actor: ReturnType<typeof useActor>) {
  if (idea.state === 'proposed')
    return idea.proposedBy === actor.id ? no(t('Somebody else decides on your idea.')) : mayDecideIdea(actor);
  if (idea.state === 'adopted') return mayCarryOut(actor, idea);
  return idea.state === 'done' ? mayWork(actor) : mayDecideIdea(actor);
}

function Ask({ idea, onClose }: { readonly idea: Idea; readonly onClose: () => void }) {
  const common = { onClose, onDone: onClose, fixed: { id: idea.id, version: idea.version } };
  if (idea.state === 'proposed')
    return (
      <AskDialog
        {...common}
        title={t('Adopt or decline the idea')}
        fields={[
          {
            key: 'decision',
            label: t('Decision'),
            kind: 'select',
            required: true,
            options: [
              { value: 'adopt', label: t('Adopt it') },
              { value: 'decline', label: t('Decline it') },
            ],
          },
          { key: 'reason', label: t('Reason'), kind: 'long', required: true },
          { key: 'ownerId', label: t('Carried out by'), kind: 'person' },
          { key: 'dueOn', label: t('By'), kind: 'date' },
          {
            key: 'reviewOn',
            label: t('Benefit looked at on'),
            kind: 'date',
            help: t('Empty: three months after it is to be done'),
          },
        ]}
        initial={{ decision: 'adopt', ownerId: idea.ownerId, dueOn: idea.dueOn, reviewOn: idea.reviewOn }}
        prepare={withoutEmpty}
        endpoint={ideaActs.decide}
        verb={t('Decide it')}
      />
    );
  if (idea.state === 'adopted')
    return (
      <AskDialog
        {...common}
        title={t('Report the improvement as done')}
        fields={[{ key: 'outcome', label: t('What was changed'), kind: 'long', required: true }]}
        endpoint={ideaActs.finish}
        verb={t('Report as done')}
      />
    );
  if (idea.state === 'done')
    return (
      <AskDialog
        {...common}
        title={t('Review the benefit')}
        explain={
          idea.before
            ? t('Before: {before}', { before: idea.before })
            : t('No better is an honest answer too.')
        }
        fields={[
          {
            key: 'benefit',
            label: t('It got'),
            kind: 'select',
            required: true,
            options: [
              { value: 'better', label: t('Better') },
              { value: 'same', label: t('No better and no worse') },
              { value: 'worse', label: t('Worse') },
            ],
          },
          { key: 'after', label: idea.measure ?? t('How it stands now'), kind: 'text', required: true },
          { key: 'finding', label: t('How you know'), kind: 'long', required: true },
        ]}
        endpoint={ideaActs.review}
        verb={t('Record the benefit')}
      />
    );
  return (
    <AskDialog
      {...common}
      title={t('Take the idea up again')}
      fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
      endpoint={ideaActs.resume}
      verb={t('Take it up again')}
    />
  );
}
