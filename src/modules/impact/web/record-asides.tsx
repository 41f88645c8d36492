import { t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { useNames } from '#ui/people.ts';
import { Aside } from '#ui/record-parts.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { impactActs } from '../acts.ts';
import { impactEndpoints } from '../contract.ts';
import { impactLifecycle } from '../lifecycle.ts';
import type { VersionShown as Shown } from './impact-shown.ts';
import type { Interview } from './matrix.tsx';
import { DECISIONS, DOCUMENTS } from './words.ts';

/** The documents of a version: how far each is covered, and its files. */
export function Documents({ impact, shown }: { readonly impact: Shown; readonly shown: Interview }) {
  return (
    <Aside title={t('Documents')}>
      {shown.documents.map((each) => {
        const covered = each.elements.filter((one) => one.status !== 'open').length;
        return (
          <div key={each.id} style={{ padding: '4px 0' }}>
            <strong>{t(DOCUMENTS[each.id]!)}</strong>{' '}
            <span className="quiet">
              {each.due === 'no'
                ? t('not due')
                : each.due === 'unknown'
                  ? t('not known whether it is due')
                  : t('{covered} of {elements} elements covered', {
                      covered,
                      elements: each.elements.length,
                    })}
            </span>
            {each.due === 'yes' && (
              <div>
                {(['pdf', 'docx', 'json'] as const).map((format) => (
                  <a
                    key={format}
                    style={{ marginInlineEnd: 10 }}
                    href={addressOf(impactActs.export, { id: impact.id, as: each.id, format })}
                    download
                  >
                    {format.toUpperCase()}
                  </a>
                ))}
                {covered < each.elements.length && impact.state === 'draft' && (
                  <OrgLink path={`/impacts/${impact.id}/interview?for=${each.id}`}>
                    {t('Answer what it misses')}
                  </OrgLink>
                )}
              </div>
            )}
          </div>
        );
      })}
    </Aside>
  );
}

/** What was decided, by whom, and the checkpoint that seals it. */
export function Decision({ impact }: { readonly impact: Shown }) {
  const names = useNames();
  return (
    <Aside title={t('Decision')}>
      <strong>{t(DECISIONS[impact.decision!])}</strong>, {names(impact.approvedBy)},{' '}
      <Day day={impact.approvedOn} />
      <div className="quiet">{impact.decisionReason}</div>
      {impact.singlePersonReason && (
        <div>
          {t('▲ By one person: {singlePersonReason}', { singlePersonReason: impact.singlePersonReason })}
        </div>
      )}
      {impact.checkpoint && (
        <details>
          <summary style={{ cursor: 'pointer' }}>{t('Sealed by a checkpoint')}</summary>
          <pre className="note mono" tabIndex={0} style={{ fontSize: 11 }}>
            {impact.checkpoint}
          </pre>
        </details>
      )}
    </Aside>
  );
}

/** The versions of the assessment of one AI system. */
export function Versions({ impact }: { readonly impact: Shown }) {
  const list = useEndpoint(impactEndpoints.list, {
    systemId: impact.systemId,
    sort: '-number',
    limit: 50,
  } as never);
  const rows = (list.data as { rows?: readonly Shown[] } | undefined)?.rows ?? [];
  if (rows.length < 2) return null;
  return (
    <Aside title={t('Versions')}>
      {rows.map((each) => (
        <div key={each.id} style={{ padding: '2px 0', display: 'flex', gap: 8 }}>
          {each.id === impact.id ? (
            <strong>{t('Version {number}', { number: each.number })}</strong>
          ) : (
            <OrgLink path={`/impacts/${each.id}`}>{t('Version {number}', { number: each.number })}</OrgLink>
          )}
          <StateMark {...impactLifecycle.states[each.state]} />
        </div>
      ))}
      {impact.previousId && (
        <OrgLink path={`/impacts/${impact.id}/difference`}>{t('What differs from the one before')}</OrgLink>
      )}
    </Aside>
  );
}
