import { useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { useActor, useEndpoint, useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Aside, EditableFields, History } from '#ui/record-parts.tsx';
import { Await, Day } from '#ui/states.tsx';
import { obligationEndpoints, occurrenceEndpoints } from '../contract.ts';
import { mayWriteObligation } from '../policy.ts';
import { nextDay, type Rule, ruleWords } from '../rule.ts';
import { END_FIELDS, OBLIGATION_FIELDS, OccurrenceMark } from './words.tsx';

type Obligation = Readonly<Record<string, unknown>> &
  Rule & {
    readonly id: string;
    readonly ref: string;
    readonly version: number;
    readonly title: string;
    readonly endsOn: string | null;
  };
type Time = {
  readonly id: string;
  readonly ref: string;
  readonly dueOn: string;
  readonly state: string;
  readonly doneOn: string | null;
};

/** One obligation, and each time it fell due. */
export default function ObligationRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(obligationEndpoints.get, { id });
  return <Await query={query as never}>{(duty: Obligation) => <Shown duty={duty} />}</Await>;
}

function Shown({ duty }: { readonly duty: Obligation }) {
  const decision = mayWriteObligation(useActor());
  const ended = duty.endsOn ? `, ${t('until {endsOn}', { endsOn: longDay(duty.endsOn) })}` : '';
  return (
    <Page
      title={duty.title}
      sentence={t('{ref} · {duty}, first on {startsOn}{ended}', {
        ref: duty.ref,
        duty: ruleWords(duty),
        startsOn: longDay(duty.startsOn),
        ended,
      })}
      actions={<PageLink path="/calendar/obligations">{t('All obligations')}</PageLink>}
    >
      <div className="two">
        <EditableFields
          record={duty}
          fields={[...OBLIGATION_FIELDS, ...END_FIELDS]}
          update={obligationEndpoints.update}
          decision={decision}
        />
        <div>
          <Times duty={duty} />
          <History endpoint={obligationEndpoints.history} id={duty.id} />
        </div>
      </div>
    </Page>
  );
}

function Times({ duty }: { readonly duty: Obligation }) {
  const today = useToday();
  const query = useEndpoint(occurrenceEndpoints.list, {
    obligationId: duty.id,
    sort: '-dueOn',
    limit: 30,
  } as never);
  return (
    <Aside title={t('Each time')}>
      <Await query={query as never}>
        {({ rows }: { rows: readonly Time[] }) => {
          const after = rows[0] && nextDay(duty, rows[0].dueOn);
          return (
            <>
              <ul className="times">
                {rows.map((row) => (
                  <li key={row.id}>
                    <OrgLink path={`/calendar/occurrences/${row.id}`} className="plain">
                      <span className="ref">{row.ref}</span> <Day day={row.dueOn} today={today} />
                    </OrgLink>
                    <OccurrenceMark {...row} today={today} />
                  </li>
                ))}
              </ul>
              {after && (!duty.endsOn || after <= duty.endsOn) && (
                <p className="quiet meta">{t('After that on {after}.', { after: longDay(after) })}</p>
              )}
            </>
          );
        }}
      </Await>
    </Aside>
  );
}
