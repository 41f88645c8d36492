import { useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await } from '#ui/states.tsx';
import { impactActs } from '../acts.ts';
import { impactEndpoints } from '../contract.ts';
import type { ImpactShown } from './impact-shown.ts';
import { CATEGORIES } from './words.ts';

/** What differs between a version and the one before, question by question. */
export default function Difference() {
  const { id } = useParams({ strict: false }) as { id: string };
  const record = useEndpoint(impactEndpoints.get, { id });
  const query = useEndpoint(impactActs.difference, { id });
  return (
    <Await query={record as never}>
      {(impact: ImpactShown) => (
        <Await query={query}>
          {({ before, changes }) => (
            <Page
              title={t('What differs: {title}', { title: impact.title })}
              sentence={
                before
                  ? t(
                      'Version {number} against version {number2}: {changes, plural, one {# difference} other {# differences}}.',
                      { changes: changes.length, number: impact.number, number2: before.number },
                    )
                  : t('This is the first version; there is none before it.')
              }
              actions={
                <>
                  {before && (
                    <PageLink path={`/impacts/${before.id}`}>
                      {t('Version {number}', { number: before.number })}
                    </PageLink>
                  )}
                  <PageLink path={`/impacts/${id}`}>
                    {t('Version {number}', { number: impact.number })}
                  </PageLink>
                </>
              }
            >
              {[...Map.groupBy(changes, (each) => each.group)].map(([group, rows]) => (
                <Section key={group} title={group}>
                  <div className="card fields">
                    {rows.map((each, i) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: differences have no id and never move
                      <div key={i} className="field long">
                        <span className="label">{t(CATEGORIES[each.label as 'privacy'] ?? each.label)}</span>
                        <div style={{ whiteSpace: 'pre-wrap' }}>
                          {each.before && <del>{each.before}</del>}
                          {each.before && each.after && <br />}
                          {each.after && <ins>{each.after}</ins>}
                        </div>
                      </div>
                    ))}
                  </div>
                </Section>
              ))}
            </Page>
          )}
        </Await>
      )}
    </Await>
  );
}
