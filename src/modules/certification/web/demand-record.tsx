import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { demandActs, demandEndpoints } from '../contract.ts';
import { demandLifecycle } from '../lifecycle.ts';
import { mayKeepFile } from '../policy.ts';
import type { Demand } from './data.ts';
import { DEMAND_FIELDS } from './demand-fields.ts';

/** One demand for certification. */
export default function DemandRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(demandEndpoints.get, { id });
  return <Await query={query as never}>{(it: Demand) => <Shown it={it} />}</Await>;
}

function Shown({ it }: { readonly it: Demand }) {
  const keep = mayKeepFile(useActor());
  const [asking, setAsking] = useState(false);
  const stands = it.state === 'current';
  return (
    <Page
      title={it.title}
      sentence={t('{ref} · version {version}', { ref: it.ref, version: it.version })}
      actions={
        <ActButton decision={keep} onClick={() => setAsking(true)}>
          {stands ? t('End the demand') : t('Take it up again')}
        </ActButton>
      }
    >
      <div className="standing">
        <StateMark {...demandLifecycle.states[it.state]} />
        {it.endedOn && (
          <span className="quiet">
            <Trans
              id="Ended <0/>: {endedReason}"
              values={{ endedReason: it.endedReason }}
              components={{ 0: <Day day={it.endedOn} /> }}
            />
          </span>
        )}
      </div>
      <div className="two">
        <EditableFields record={it} fields={DEMAND_FIELDS} update={demandEndpoints.update} decision={keep} />
        <div>
          <Connected endpoint={demandEndpoints.linked} id={it.id} />
          <EvidenceOf id={it.id} canAdd={keep} />
          <History endpoint={demandEndpoints.history} id={it.id} />
        </div>
      </div>
      {asking && (
        <AskDialog
          title={stands ? t('End the demand') : t('Take the demand up again')}
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
          fixed={{ id: it.id, version: it.version }}
          endpoint={stands ? demandActs.end : demandActs.resume}
          verb={stands ? t('End it') : t('Take it up again')}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Page>
  );
}
