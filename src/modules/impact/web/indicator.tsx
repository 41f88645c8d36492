import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { indicatorActs } from '../acts.ts';
import { indicatorEndpoints } from '../contract.ts';
import { mayWriteImpact } from '../policy.ts';
import { IndicatorMark, type IndicatorShown } from './indicators.tsx';

/** One indicator: what was seen, and looking again. */
export default function IndicatorRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(indicatorEndpoints.get, { id });
  return <Await query={query as never}>{(each: IndicatorShown) => <Shown each={each} />}</Await>;
}

function Shown({ each }: { readonly each: IndicatorShown }) {
  const actor = useActor();
  const names = useNames();
  const [act, setAct] = useState<'look' | 'stop' | null>(null);
  const decision =
    each.stoppedBecause === null
      ? mayWriteImpact(actor)
      : { allowed: false as const, reason: t('Nobody watches this any more.') };
  const dialog = {
    fixed: { id: each.id, version: each.version },
    onClose: () => setAct(null),
    onDone: () => setAct(null),
  };
  return (
    <Page
      title={each.title}
      sentence={t('{ref} · indicator of an emerging impact', { ref: each.ref })}
      actions={
        <>
          <PageLink path={`/impacts/${each.impactId}`}>{t('The assessment')}</PageLink>
          <ActButton decision={decision} onClick={() => setAct('stop')}>
            {t('Stop watching')}
          </ActButton>
          <ActButton decision={decision} primary onClick={() => setAct('look')}>
            {t('Record what you saw')}
          </ActButton>
        </>
      }
    >
      <p>
        <IndicatorMark each={each} />
        {each.nextOn && (
          <span className="quiet">
            {' '}
            <Trans id="next look <0/>" components={{ 0: <Day day={each.nextOn} /> }} />
          </span>
        )}
      </p>
      <div className="two">
        <EditableFields
          record={each}
          fields={[
            { key: 'title', label: t('What is watched'), kind: 'text', required: true },
            { key: 'threshold', label: t('From when it matters'), kind: 'long' },
            { key: 'watcherId', label: t('Who looks'), kind: 'person' },
            { key: 'everyDays', label: t('Every how many days'), kind: 'number' },
          ]}
          update={indicatorEndpoints.update}
          decision={decision}
        />
        <div>
          <Aside title={t('Last look')}>
            {each.lookedOn ? (
              <>
                {names(each.lookedBy)}, <Day day={each.lookedOn} />
                <div>{each.finding}</div>
              </>
            ) : (
              <span className="quiet">{t('Nobody has looked yet.')}</span>
            )}
            {each.stoppedBecause && (
              <div>{t('Stopped: {stoppedBecause}', { stoppedBecause: each.stoppedBecause })}</div>
            )}
          </Aside>
          <EvidenceOf id={each.id} canAdd={mayWriteImpact(actor)} />
          <History endpoint={indicatorEndpoints.history} id={each.id} />
        </div>
      </div>
      {act === 'look' && (
        <AskDialog
          {...dialog}
          title={t('Record what you saw')}
          fields={[
            { key: 'finding', label: t('What it showed'), kind: 'long', required: true },
            {
              key: 'crossed',
              label: t('Is the threshold crossed'),
              kind: 'select',
              required: true,
              options: [
                { value: 'no', label: t('No') },
                { value: 'yes', label: t('Yes: the assessment has to be looked at again') },
              ],
            },
          ]}
          prepare={(given) => ({ ...given, crossed: given.crossed === 'yes' })}
          endpoint={indicatorActs.look}
          verb={t('Record it')}
        />
      )}
      {act === 'stop' && (
        <AskDialog
          {...dialog}
          title={t('Stop watching')}
          fields={[{ key: 'reason', label: t('Why'), kind: 'long', required: true }]}
          endpoint={indicatorActs.stop}
          verb={t('Stop watching')}
        />
      )}
    </Page>
  );
}
