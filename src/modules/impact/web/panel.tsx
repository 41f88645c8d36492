import { t } from '#kernel/language.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { ActButton, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { impactActs } from '../acts.ts';
import { impactEndpoints } from '../contract.ts';
import { impactLifecycle } from '../lifecycle.ts';
import { mayWriteImpact } from '../policy.ts';
import { screeningActs } from '../screening-acts.ts';
import type { ImpactShown } from './impact-shown.ts';
import { DEPTHS } from './words.ts';

/** On the page of an AI system: how deep it must be assessed, how its assessment stands. */
export default function ImpactPanel({ id }: { readonly id: string }) {
  const facts = useEndpoint(screeningActs.facts, { id });
  const list = useEndpoint(impactEndpoints.list, { systemId: id, sort: '-number', limit: 10 } as never);
  const start = useCommand(impactActs.start);
  const actor = useActor();
  const rows = (list.data as { rows?: readonly ImpactShown[] } | undefined)?.rows ?? [];
  const screening = facts.data?.screening;
  return (
    <Aside title={t('Impact assessment')}>
      <div>
        <Trans
          id="Screening: <0/>"
          components={{
            0: (
              <OrgLink path={`/impacts/screening/${id}`}>
                {screening?.depth
                  ? t(DEPTHS[screening.depth])
                  : screening
                    ? t('answers missing')
                    : t('not done yet')}
              </OrgLink>
            ),
          }}
        />
      </div>
      {rows.map((each) => (
        <div key={each.id} style={{ display: 'flex', gap: 8, padding: '2px 0' }}>
          <OrgLink path={`/impacts/${each.id}`}>{t('Version {number}', { number: each.number })}</OrgLink>
          <StateMark {...impactLifecycle.states[each.state]} />
        </div>
      ))}
      {start.error && <ErrorView error={start.error} />}
      {list.isSuccess && rows.length === 0 && (
        <div style={{ marginTop: 6 }}>
          <ActButton
            compact
            decision={mayWriteImpact(actor)}
            loading={start.isPending}
            onClick={() => start.mutate({ systemId: id })}
          >
            {t('Begin the assessment')}
          </ActButton>
        </div>
      )}
    </Aside>
  );
}
