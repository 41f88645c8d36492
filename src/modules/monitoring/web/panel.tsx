import { t, timeText } from '#kernel/language.ts';
import { useEndpoint, useOrg } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await } from '#ui/states.tsx';
import { monitorActs } from '../contract.ts';
import { MonitorState } from './list.tsx';
import { Worst } from './results.tsx';

/** Beside an AI system: what is watched of it, with the latest window and open alerts. */
export default function MonitoringPanel({ id }: { readonly id: string }) {
  const query = useEndpoint(monitorActs.ofSystem, { id });
  const timeZone = useOrg()?.timeZone ?? 'UTC';
  const day = (instant: string) => timeText(instant, { timeZone, day: 'numeric', month: 'short' });
  return (
    <Aside title={t('Monitoring')}>
      <Await query={query}>
        {({ monitors }) => (
          <>
            {monitors.length === 0 && (
              <span className="quiet">{t('Nothing watches what it puts out.')} </span>
            )}
            <ul className="plain-list">
              {monitors.map((each) => (
                <li key={each.id}>
                  <OrgLink path={`/monitors/${each.id}`} className="plain">
                    <span className="ref">{each.ref}</span> {each.title}
                  </OrgLink>
                  <div className="line-of-facts tight">
                    <MonitorState state={each.state} />
                    {each.lastWindow && (
                      <span>
                        {t('window from {lastWindow}:', { lastWindow: day(each.lastWindow) })}{' '}
                        <Worst worst={each.worst} live />
                      </span>
                    )}
                    {each.alerts > 0 && (
                      <OrgLink path={`/alerts?monitorId=${each.id}&state=open,watching,acting`}>
                        {t('{alerts, plural, one {# alert} other {# alerts}}', { alerts: each.alerts })}
                      </OrgLink>
                    )}
                  </div>
                </li>
              ))}
            </ul>
            {monitors.length === 0 && (
              <OrgLink path={`/monitors?add=yes&systemId=${id}`}>{t('Write a monitor down')}</OrgLink>
            )}
          </>
        )}
      </Await>
    </Aside>
  );
}
