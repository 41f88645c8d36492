import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { useRequestEndpoints } from '../contract.ts';
import { useRequestLifecycle } from '../lifecycle.ts';
import { mayDecideUse, mayEditRequest, mayHandle } from '../policy.ts';
import { origins } from '../words.ts';
import type { UseRequest } from './data.ts';
import { DecideDialog, EndDialog, QuestionDialog } from './record-dialogs.tsx';
import { TriageResult } from './triage-shown.tsx';
import { DATA, DECISIONS, PEOPLE } from './words.ts';

const FIELDS: readonly Field[] = [
  { key: 'tool', label: msg('Tool'), kind: 'text', required: true },
  { key: 'address', label: msg('Address'), kind: 'text' },
  { key: 'purpose', label: msg('What for'), kind: 'long' },
  { key: 'dataKinds', label: msg('What goes into it'), kind: 'many', options: DATA },
  { key: 'affected', label: msg('Whom it touches'), kind: 'many', options: PEOPLE },
  {
    key: 'decisions',
    label: msg('Decisions about people'),
    kind: 'select',
    required: true,
    options: DECISIONS,
  },
  { key: 'usedSince', label: msg('In use since'), kind: 'date' },
];

/** One request: what was asked, what the rules say, and the answer. */
export default function RequestRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(useRequestEndpoints.get, { id });
  return <Await query={query as never}>{(request: UseRequest) => <Shown request={request} />}</Await>;
}

function Shown({ request }: { readonly request: UseRequest }) {
  const actor = useActor();
  const names = useNames();
  const [act, setAct] = useState<'approve' | 'refuse' | 'askBack' | 'end' | null>(null);
  const waits = request.state === 'asked' || request.state === 'question';
  const decide =
    request.askedBy !== null && request.askedBy === actor.id
      ? { allowed: false as const, reason: t('Somebody else decides on your own request.') }
      : mayDecideUse(actor);
  const edit = waits
    ? mayEditRequest(actor, request)
    : { allowed: false as const, reason: t('It has its answer.') };
  const close = () => setAct(null);
  return (
    <Page
      title={request.tool}
      sentence={t('{ref} · {origins} · version {version}', {
        ref: request.ref,
        origins: midSentence(t(origins[request.origin])),
        version: request.version,
      })}
      actions={
        <>
          {waits && (
            <ActButton decision={mayHandle(actor)} onClick={() => setAct('askBack')}>
              {t('Ask back')}
            </ActButton>
          )}
          {waits && (
            <ActButton decision={decide} onClick={() => setAct('refuse')}>
              {t('Not approve it')}
            </ActButton>
          )}
          {request.state === 'approved' && (
            <ActButton decision={decide} onClick={() => setAct('end')}>
              {t('End the approval')}
            </ActButton>
          )}
          {request.state !== 'withdrawn' && (
            <ActButton decision={decide} primary={waits} onClick={() => setAct('approve')}>
              {waits ? t('Approve the use') : t('Decide anew')}
            </ActButton>
          )}
        </>
      }
    >
      <div className="standing">
        <StateMark {...useRequestLifecycle.states[request.state]} />
        <span className="quiet">
          <Trans
            id="Asked by <0/> <1/>"
            components={{ 0: <strong>{names(request.askedBy)}</strong>, 1: <Day day={request.askedOn} /> }}
          />
        </span>
        <span className="quiet">{request.alreadyUsed ? t('In use already') : t('Not in use yet')}</span>
        {request.state === 'asked' && (
          <span className="quiet">
            <Trans id="Answer by <0/>" components={{ 0: <Day day={request.dueOn} /> }} />
          </span>
        )}
      </div>
      <div className="two">
        <div className="first-flush">
          <Section title={t('What was asked')}>
            <EditableFields
              record={request}
              fields={FIELDS.filter((field) => field.key !== 'usedSince' || request.alreadyUsed)}
              update={useRequestEndpoints.update}
              decision={edit}
            />
          </Section>
          {request.question && (
            <Section title={t('Asked back')}>
              <p>{request.question}</p>
              <p>{request.answer ?? <span className="quiet">{t('No answer yet.')}</span>}</p>
            </Section>
          )}
        </div>
        <div>
          <Aside title={t('What the rules say')}>
            <TriageResult level={request.level} reasons={request.triageReasons} />
            <p className="quiet meta">
              {t("Version {triageVersion} of the rules; the authors' choice. A person decides.", {
                triageVersion: request.triageVersion,
              })}
            </p>
          </Aside>
          {request.decidedBy && (
            <Aside title={t('Answer')}>
              {names(request.decidedBy)}, <Day day={request.decidedOn} />
              <p className="quiet">{request.reason}</p>
              {request.conditions.length > 0 && (
                <ul className="sentences">
                  {request.conditions.map((condition) => (
                    <li key={condition}>{condition}</li>
                  ))}
                </ul>
              )}
              {request.validUntil && (
                <p>
                  <Trans id="Until <0/>" components={{ 0: <Day day={request.validUntil} /> }} />
                </p>
              )}
              {request.conditions.length > 0 && (
                <p className="quiet">
                  {request.acknowledgedOn ? (
                    <Trans
                      id="Conditions acknowledged <0/>"
                      components={{ 0: <Day day={request.acknowledgedOn} /> }}
                    />
                  ) : (
                    t('▲ Conditions not acknowledged yet')
                  )}
                </p>
              )}
              {request.singlePersonReason && (
                <p>
                  {t('▲ By one person: {singlePersonReason}', {
                    singlePersonReason: request.singlePersonReason,
                  })}
                </p>
              )}
              {request.endedReason && (
                <p>{t('Ended: {endedReason}', { endedReason: request.endedReason })}</p>
              )}
              {request.systemId && (
                <OrgLink path={`/systems/${request.systemId}`}>{t('Open the AI system')}</OrgLink>
              )}
            </Aside>
          )}
          <Connected endpoint={useRequestEndpoints.linked} id={request.id} />
          <EvidenceOf id={request.id} canAdd={mayHandle(actor)} />
          <History endpoint={useRequestEndpoints.history} id={request.id} />
        </div>
      </div>
      {(act === 'approve' || act === 'refuse') && (
        <DecideDialog request={request} decision={act} onClose={close} />
      )}
      {act === 'askBack' && <QuestionDialog request={request} onClose={close} />}
      {act === 'end' && <EndDialog request={request} onClose={close} />}
    </Page>
  );
}
