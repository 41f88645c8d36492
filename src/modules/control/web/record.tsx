import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await, StateMark } from '#ui/states.tsx';
import { controlActs, controlEndpoints } from '../contract.ts';
import { mayJudge, mayWriteControl } from '../policy.ts';
import { DECISIONS, EFFECTIVENESS, FIELDS } from './words.ts';

type Control = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly title: string;
  readonly annexId: string | null;
  readonly decision: string;
  readonly effectiveness: string;
  readonly effectivenessReason: string | null;
  readonly effectivenessBy: string | null;
  readonly effectivenessOn: string | null;
  readonly justification: string | null;
};

/** One control: how it is done, how well, and what proves it. */
export default function ControlRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const actor = useActor();
  const names = useNames();
  const [judging, setJudging] = useState(false);
  const query = useEndpoint(controlEndpoints.get, { id });
  return (
    <Await query={query as never}>
      {(control: Control) => (
        <Page
          title={`${control.annexId ?? control.ref} ${control.title}`}
          sentence={t('{ref} · version {version}', { ref: control.ref, version: control.version })}
          actions={
            <>
              {control.annexId && (
                <OrgLink path={`/frameworks/iso-42001/${control.annexId}`} className="chip">
                  {t('What {annexId} asks', { annexId: control.annexId })}
                </OrgLink>
              )}
              <OrgLink path={`/statement?control=${control.id}`} className="chip">
                {t('In the Statement')}
              </OrgLink>
              <ActButton decision={mayJudge(actor)} onClick={() => setJudging(true)}>
                {t('Judge effectiveness')}
              </ActButton>
            </>
          }
        >
          <StaleNote id={control.id} />
          <div className="two">
            <EditableFields
              record={control}
              fields={
                control.annexId
                  ? FIELDS
                  : [{ key: 'title', label: t('Title'), kind: 'text', required: true }, ...FIELDS]
              }
              update={controlEndpoints.update}
              decision={mayWriteControl(actor)}
            />
            <div>
              <Aside title={t('Statement of Applicability')}>
                <StateMark {...DECISIONS[control.decision]!} />
                {control.justification && (
                  <p className="quiet" style={{ margin: '4px 0 0' }}>
                    {control.justification}
                  </p>
                )}
              </Aside>
              <Aside title={t('Effectiveness')}>
                {t(EFFECTIVENESS[control.effectiveness]!)}
                {control.effectivenessBy && (
                  <div className="quiet">
                    {names(control.effectivenessBy)}, {control.effectivenessOn}: {control.effectivenessReason}
                  </div>
                )}
              </Aside>
              <EvidenceOf id={control.id} canAdd={mayWriteControl(actor)} />
              <Connected endpoint={controlEndpoints.linked} id={control.id} />
              <History endpoint={controlEndpoints.history} id={control.id} />
            </div>
          </div>
          {judging && (
            <AskDialog
              title={t('Judge how effective the control is')}
              explain={t('Carried out is not the same as effective. Say what you saw.')}
              fields={[
                {
                  key: 'effectiveness',
                  label: t('Effectiveness'),
                  kind: 'select',
                  required: true,
                  options: ['effective', 'partly-effective', 'ineffective'].map((value) => ({
                    value,
                    label: t(EFFECTIVENESS[value]!),
                  })),
                },
                { key: 'reason', label: t('What shows it'), kind: 'long', required: true },
              ]}
              fixed={{ id: control.id, version: control.version }}
              endpoint={controlActs.judge}
              verb={t('Judge')}
              onClose={() => setJudging(false)}
              onDone={() => setJudging(false)}
            />
          )}
        </Page>
      )}
    </Await>
  );
}
