import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { Await, Day, StateMark } from '#ui/states.tsx';
import { type Affected, changeActs } from '../contract-acts.ts';
import type { Change } from './record-acts.tsx';
import { OUTCOMES } from './words.ts';

/** Which records changed, what that made stale and what came of each, by owner. */
export function AffectedPart({ change }: { readonly change: Change }) {
  const query = useEndpoint(changeActs.affected, { id: change.id });
  return (
    <Await query={query}>
      {({ rows, total, tally, subjects }) => (
        <>
          {subjects.length > 0 && (
            <Section title={t('What changed')}>
              <ul className="card affected">
                {subjects.map((each) => (
                  <li key={each.id}>
                    <Named type={each.type} id={each.id} name={`${each.ref} ${each.title}`} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section title={t('What it made stale')}>
            {total === 0 ? (
              <p className="quiet">
                {change.seq === null
                  ? t('It is not made yet. The announcement showed what would be to look at.')
                  : t('Nothing that anybody had looked at rested on it.')}
              </p>
            ) : (
              <>
                <p style={{ display: 'flex', gap: '4px 20px', flexWrap: 'wrap' }}>
                  {Object.entries(OUTCOMES)
                    .filter(([state]) => tally[state as 'open'] > 0)
                    .map(([state, { label, tone }]) => (
                      <StateMark
                        key={state}
                        tone={tone}
                        label={`${tally[state as 'open']} ${midSentence(t(label))}`}
                      />
                    ))}
                </p>
                {[...Map.groupBy(rows, (row) => row.owner ?? t('Nobody owns these'))].map(
                  ([owner, group]) => (
                    <OwnerGroup key={owner} owner={owner} rows={group} />
                  ),
                )}
                {total > rows.length && (
                  <p className="quiet">
                    {t('The first {rows} of {total}. The change note sums up all of them.', {
                      rows: rows.length,
                      total,
                    })}
                  </p>
                )}
              </>
            )}
          </Section>
        </>
      )}
    </Await>
  );
}

function OwnerGroup({ owner, rows }: { readonly owner: string; readonly rows: readonly Affected[] }) {
  const open = rows.filter((row) => row.state === 'open').length;
  return (
    <div className="card affected">
      <h3>
        <span>{owner}</span>
        <span className="quiet">
          {open === 0 ? t('nothing open') : t('{open} of {rows} open', { open, rows: rows.length })}
        </span>
      </h3>
      <ul>
        {rows.map((row) => (
          <li key={`${row.dependent} ${row.id} ${row.part}`}>
            <span>
              {row.what}
              <br />
              <OrgLink path={row.href}>
                {row.ref} {row.partShown} {row.title}
              </OrgLink>
            </span>
            <span>
              <StateMark {...OUTCOMES[row.state]} />
              {row.by && (
                <span className="quiet">
                  {' '}
                  {row.by}
                  {row.at && (
                    <>
                      , <Day day={row.at.slice(0, 10)} />
                    </>
                  )}
                </span>
              )}
              {row.reason && <div>{row.reason}</div>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Named({ type, id, name }: { readonly type: string; readonly id: string; readonly name: string }) {
  const page = pageOf(type, id);
  return page ? <OrgLink path={page}>{name}</OrgLink> : <span>{name}</span>;
}
