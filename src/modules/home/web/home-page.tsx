import type { OutputOf } from '#kernel/endpoint.ts';
import { numberText, t, timeText } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await, VerdictMark } from '#ui/states.tsx';
import { homeEndpoints } from '../contract.ts';
import { Inbox } from './inbox.tsx';

type Changes = OutputOf<typeof homeEndpoints.changes>;
type Standing = OutputOf<typeof homeEndpoints.standing>;

/** Home: what to do first, then what changed; beside it where the organisation stands. */
export default function HomePage() {
  const inbox = useEndpoint(homeEndpoints.inbox, {});
  const changes = useEndpoint(homeEndpoints.changes, { limit: 12 });
  const standing = useEndpoint(homeEndpoints.standing, {});
  return (
    <Page title={t('Home')} sentence={t('What you should do next, what changed, and where you stand.')}>
      <div className="two">
        <div>
          <Await query={inbox}>{(data) => <Inbox inbox={data} />}</Await>
          <Section title={t('What changed')}>
            <Await query={changes}>{(data) => <ChangeList changes={data.changes} />}</Await>
          </Section>
        </div>
        <Await query={standing}>{(data) => <Numbers standing={data} />}</Await>
      </div>
    </Page>
  );
}

function ChangeList({ changes }: { readonly changes: Changes['changes'] }) {
  if (changes.length === 0) return <p className="quiet">{t('Nothing has happened here yet.')}</p>;
  return (
    <ol className="past-acts">
      {changes.map((change) => {
        const page = change.type && change.id ? pageOf(change.type, change.id) : null;
        return (
          <li key={change.seq}>
            {page ? (
              <OrgLink path={page} className="plain">
                {change.sentence}
              </OrgLink>
            ) : (
              change.sentence
            )}
            <div className="quiet meta">
              <time dateTime={change.at} title={change.at}>
                {timeText(change.at, { dateStyle: 'medium', timeStyle: 'short' })}
              </time>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Numbers({ standing }: { readonly standing: Standing }) {
  return (
    <div>
      <Aside title={t('Where you stand')}>
        <Counted title={t('Subclauses')} list={standing.subclauses} />
        <Counted title={t('Controls of Annex A')} list={standing.controls} />
        <p className="quiet meta">{standing.basis}</p>
      </Aside>
      <Aside title={t('What that leaves')}>
        <ul className="counts">
          {standing.numbers.map((each) => (
            <li key={each.label}>
              <OrgLink path={each.href} className="plain">
                <span>{each.label}</span>
                <span className="num">{numberText(each.count)}</span>
              </OrgLink>
            </li>
          ))}
        </ul>
      </Aside>
    </div>
  );
}

function Counted({ title, list }: { readonly title: string; readonly list: Standing['subclauses'] }) {
  return (
    <>
      <h3 className="counts-title">{title}</h3>
      <ul className="counts">
        {list.map((each) => (
          <li key={each.verdict}>
            <OrgLink path={each.href} className="plain">
              <VerdictMark verdict={each.verdict} />
              <span className="num">{each.count}</span>
            </OrgLink>
          </li>
        ))}
      </ul>
    </>
  );
}
