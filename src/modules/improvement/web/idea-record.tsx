import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { RecordOf } from '#kernel/record.ts';
import { AskDialog } from '#ui/dialogs.tsx';
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
  const edit = ended ? no('It has ended.') : own ? mayRaise(actor) : mayWork(actor);
  return (
    <Page
      title={idea.title}
      sentence={`${idea.ref} · proposed by ${names(idea.proposedBy)} · version ${idea.version}`}
      actions={
        idea.state !== 'reviewed' && (
          <ActButton decision={decisionOf(idea, actor)} primary onClick={() => setAsking(true)}>
            {VERBS[idea.state as keyof typeof VERBS]}
          </ActButton>
        )
      }
    >
      <div className="standing">
        <StateMark {...ideaLifecycle.states[idea.state]} />
        {idea.benefit && <span>{BENEFITS[idea.benefit]}</span>}
      </div>
      <div className="two">
        <div>
          <EditableFields record={idea} fields={IDEA_FIELDS} update={ideaEndpoints.update} decision={edit} />
          {idea.outcome && (
            <div className="section">
              <Facts
                facts={[
                  ['Done', idea.doneOn && <Day day={idea.doneOn} />],
                  ['What was changed', idea.outcome],
                  ['Before', idea.before],
                  ['After', idea.after],
                  ['Benefit', idea.benefitFinding],
                  ['Reviewed by', idea.reviewedBy && names(idea.reviewedBy)],
                ]}
              />
            </div>
          )}
        </div>
        <div>
          {idea.decision && (
            <Aside title="Decision">
              {idea.decidedBy && (
                <>
                  {names(idea.decidedBy)}, <Day day={idea.decidedOn} />
                </>
              )}
              <div className="quiet">{idea.decision}</div>
              {idea.singlePersonReason && <div>▲ By one person: {idea.singlePersonReason}</div>}
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
  proposed: 'Adopt or decline it',
  adopted: 'Report as done',
  done: 'Review the benefit',
  declined: 'Take it up again',
} as const;

function decisionOf(idea: Idea, actor: ReturnType<typeof useActor>) {
  if (idea.state === 'proposed')
    return idea.proposedBy === actor.id ? no('Somebody else decides on your idea.') : mayDecideIdea(actor);
  if (idea.state === 'adopted') return mayCarryOut(actor, idea);
  return idea.state === 'done' ? mayWork(actor) : mayDecideIdea(actor);
}

function Ask({ idea, onClose }: { readonly idea: Idea; readonly onClose: () => void }) {
  const common = { onClose, onDone: onClose, fixed: { id: idea.id, version: idea.version } };
  const filled = (given: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== ''));
  if (idea.state === 'proposed')
    return (
      <AskDialog
        {...common}
        title="Adopt or decline the idea"
        fields={[
          {
            key: 'decision',
            label: 'Decision',
            kind: 'select',
            required: true,
            options: [
              { value: 'adopt', label: 'Adopt it' },
              { value: 'decline', label: 'Decline it' },
            ],
          },
          { key: 'reason', label: 'Reason', kind: 'long', required: true },
          { key: 'ownerId', label: 'Carried out by', kind: 'person' },
          { key: 'dueOn', label: 'By', kind: 'date' },
          {
            key: 'reviewOn',
            label: 'Benefit looked at on',
            kind: 'date',
            help: 'Empty: three months after it is to be done',
          },
        ]}
        initial={{ decision: 'adopt', ownerId: idea.ownerId, dueOn: idea.dueOn, reviewOn: idea.reviewOn }}
        prepare={filled}
        endpoint={ideaActs.decide}
        verb="Decide it"
      />
    );
  if (idea.state === 'adopted')
    return (
      <AskDialog
        {...common}
        title="Report the improvement as done"
        fields={[{ key: 'outcome', label: 'What was changed', kind: 'long', required: true }]}
        endpoint={ideaActs.finish}
        verb="Report as done"
      />
    );
  if (idea.state === 'done')
    return (
      <AskDialog
        {...common}
        title="Review the benefit"
        explain={idea.before ? `Before: ${idea.before}` : 'No better is an honest answer too.'}
        fields={[
          {
            key: 'benefit',
            label: 'It got',
            kind: 'select',
            required: true,
            options: [
              { value: 'better', label: 'Better' },
              { value: 'same', label: 'No better and no worse' },
              { value: 'worse', label: 'Worse' },
            ],
          },
          { key: 'after', label: idea.measure ?? 'How it stands now', kind: 'text', required: true },
          { key: 'finding', label: 'How you know', kind: 'long', required: true },
        ]}
        endpoint={ideaActs.review}
        verb="Record the benefit"
      />
    );
  return (
    <AskDialog
      {...common}
      title="Take the idea up again"
      fields={[{ key: 'reason', label: 'Reason', kind: 'long', required: true }]}
      endpoint={ideaActs.resume}
      verb="Take it up again"
    />
  );
}
