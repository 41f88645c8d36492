import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { AskDialog, withoutEmpty } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { certificationFindingActs as acts, certificationFindingEndpoints } from '../contract.ts';
import { certificationFindingLifecycle } from '../lifecycle.ts';
import { mayKeepFile, mayRecordDecision } from '../policy.ts';
import { findingKinds } from '../words.ts';
import { type Finding, no } from './data.ts';
import { FINDING_FIELDS } from './list-fields.ts';

/** One finding: the answer that went out and what came back. */
export default function FindingRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(certificationFindingEndpoints.get, { id });
  return <Await query={query as never}>{(it: Finding) => <Shown it={it} />}</Await>;
}

function Shown({ it }: { readonly it: Finding }) {
  const actor = useActor();
  const names = useNames();
  const [act, setAct] = useState<'answer' | 'reply' | 'note' | null>(null);
  const keep = mayKeepFile(actor);
  const note = it.nonconformityId ? no(t('A nonconformity is answered to the body, not noted.')) : keep;
  return (
    <Page
      title={it.title}
      sentence={t('{ref} · {findingKinds} · version {version}', {
        ref: it.ref,
        findingKinds: midSentence(t(findingKinds[it.kind])),
        version: it.version,
      })}
      actions={
        <>
          {it.state === 'open' && (
            <ActButton decision={note} onClick={() => setAct('note')}>
              {t('Note it')}
            </ActButton>
          )}
          {(it.state === 'answered' || it.state === 'accepted') && (
            <ActButton
              decision={mayRecordDecision(actor)}
              primary={it.state === 'answered'}
              onClick={() => setAct('reply')}
            >
              {t('Record the reply of the body')}
            </ActButton>
          )}
          {it.state === 'open' && (
            <ActButton decision={keep} primary onClick={() => setAct('answer')}>
              {t('Record the answer')}
            </ActButton>
          )}
        </>
      }
    >
      <div className="standing">
        <StateMark {...certificationFindingLifecycle.states[it.state]} />
        <span className="quiet">{t(findingKinds[it.kind])}</span>
        {it.state === 'open' && (
          <span className="quiet">
            <Trans id="Answer by <0/>" components={{ 0: <Day day={it.answerDueOn} /> }} />
          </span>
        )}
      </div>
      <div className="two">
        <div className="first-flush">
          <Section title={t('What the body wrote')}>
            <EditableFields
              record={it}
              fields={FINDING_FIELDS}
              update={certificationFindingEndpoints.update}
              decision={it.state === 'open' ? keep : no(t('An answered finding is not edited.'))}
            />
          </Section>
          {it.answer && (
            <Section title={t('Our answer')}>
              <p className="read">{it.answer}</p>
              <p className="quiet">
                {names(it.answeredBy)}, <Day day={it.answeredOn} />
              </p>
            </Section>
          )}
          {it.bodyReply && (
            <Section title={t('What the body said to it')}>
              <p className="read">{it.bodyReply}</p>
              <p className="quiet">
                <Day day={it.bodyReplyOn} />
              </p>
            </Section>
          )}
        </div>
        <div>
          <Aside title={t('Where it belongs')}>
            <p>
              <OrgLink path={`/certification-audits/${it.auditId}`}>{t('Open the audit')}</OrgLink>
            </p>
            {it.nonconformityId && (
              <p>
                <OrgLink path={`/nonconformities/${it.nonconformityId}`}>
                  {t('Open our nonconformity with cause, action and effect')}
                </OrgLink>
              </p>
            )}
          </Aside>
          <EvidenceOf id={it.id} canAdd={keep} />
          <History endpoint={certificationFindingEndpoints.history} id={it.id} />
        </div>
      </div>
      {act && <Ask act={act} it={it} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Ask({
  act,
  it,
  onClose,
}: {
  readonly act: 'answer' | 'reply' | 'note';
  readonly it: Finding;
  readonly onClose: () => void;
}) {
  const today = useToday();
  const common = {
    onClose,
    onDone: onClose,
    fixed: { id: it.id, version: it.version },
    prepare: withoutEmpty,
  };
  if (act === 'answer')
    return (
      <AskDialog
        {...common}
        title={t('Record the answer to the body')}
        explain={
          it.nonconformityId
            ? t(
                'Of a nonconformity the body wants correction, cause and plan: they are approved in our nonconformity first.',
              )
            : t('What was answered, and when.')
        }
        fields={[
          { key: 'answer', label: t('What was answered'), kind: 'long', required: true },
          { key: 'answeredOn', label: t('Sent on'), kind: 'date', required: true },
        ]}
        initial={{ answeredOn: today }}
        endpoint={acts.answer}
        verb={t('Record the answer')}
      />
    );
  if (act === 'note')
    return (
      <AskDialog
        {...common}
        title={t('Note it without an answer')}
        explain={t('Observations and remarks are voluntary; the decision is recorded.')}
        fields={[{ key: 'reason', label: t('What you decided on it'), kind: 'long', required: true }]}
        endpoint={acts.note}
        verb={t('Note it')}
      />
    );
  return (
    <AskDialog
      {...common}
      title={t('Record the reply of the body')}
      fields={[
        {
          key: 'reply',
          label: t('The body'),
          kind: 'select',
          required: true,
          options: [
            { value: 'accepted', label: t('accepts the answer') },
            { value: 'returned', label: t('returns it') },
          ],
        },
        { key: 'text', label: t('In its words'), kind: 'long', required: true },
        { key: 'on', label: t('On'), kind: 'date', required: true },
        { key: 'answerDueOn', label: t('New day for the answer'), kind: 'date' },
      ]}
      initial={{ reply: 'accepted', on: today }}
      endpoint={acts.reply}
      verb={t('Record the reply')}
    />
  );
}
