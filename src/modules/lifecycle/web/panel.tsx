import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { stageTitles } from '#modules/system/contract.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { gateActs } from '../contract.ts';
import type { Stage } from '../rules.ts';

/** Beside an AI system: the gate ahead of it, and what it lacks. */
export default function GatePanel({ id }: { readonly id: string }) {
  const query = useEndpoint(gateActs.gates, { id });
  return (
    <Await query={query}>
      {({ gates }) => {
        const gate = gates.find((each) => each.place === 'ahead') ?? gates.at(-1)!;
        const here = gates.find((each) => each.place === 'here');
        const lacking = gate.conditions.filter((each) => !each.ok);
        return (
          <Aside
            title={t('Next gate: {stageTitles}', {
              stageTitles: midSentence(t(stageTitles[gate.stage as Stage])),
            })}
          >
            <StateMark
              label={
                gate.passed
                  ? t('Everything is there')
                  : gate.open
                    ? t('Open under an exception')
                    : t('{lacking} of {conditions} missing', {
                        lacking: lacking.length,
                        conditions: gate.conditions.length,
                      })
              }
              tone={gate.passed ? 'good' : gate.open ? 'warning' : 'bad'}
            />
            {lacking.length > 0 && (
              <ul style={{ margin: '6px 0 0', padding: 0, listStyle: 'none' }}>
                {lacking.slice(0, 5).map((each) => (
                  <li key={each.id} style={{ padding: '3px 0', fontSize: 13 }}>
                    {each.title}. <span className="quiet">{each.reason}</span>
                  </li>
                ))}
                {lacking.length > 5 && (
                  <li className="quiet">{t('and {lacking} more', { lacking: lacking.length - 5 })}</li>
                )}
              </ul>
            )}
            {here?.exception && (
              <p style={{ margin: '6px 0 0' }}>
                <StateMark
                  label={
                    here.exception.ended
                      ? t('In its stage under an exception that ended {until}', {
                          until: here.exception.until,
                        })
                      : t('In its stage under an exception until {until}', { until: here.exception.until })
                  }
                  tone={here.exception.ended ? 'bad' : 'warning'}
                />
              </p>
            )}
            <p style={{ margin: '8px 0 0' }}>
              <OrgLink path={`/systems/${id}/gates`}>{t('All gates and openings')}</OrgLink>
            </p>
          </Aside>
        );
      }}
    </Await>
  );
}
