import type { OutputOf } from '#kernel/endpoint.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Await, Day, VerdictMark } from '#ui/states.tsx';
import { homeEndpoints } from '../contract.ts';
import { type Inbox, piles } from './piles.ts';

type Changes = OutputOf<typeof homeEndpoints.changes>;
type Standing = OutputOf<typeof homeEndpoints.standing>;

/** Home: what to do first, then what changed, then where the organisation stands. */
export default function HomePage() {
  const inbox = useEndpoint(homeEndpoints.inbox, {});
  const changes = useEndpoint(homeEndpoints.changes, { limit: 12 });
  const standing = useEndpoint(homeEndpoints.standing, {});
  return (
    <Page title="Home" sentence="What you should do next, what changed, and where you stand.">
      <Section title="What you should do next">
        <Await query={inbox}>{(data) => <Tasks inbox={data} />}</Await>
      </Section>
      <Section title="What changed">
        <Await query={changes}>{(data) => <ChangeList changes={data.changes} />}</Await>
      </Section>
      <Section title="Where you stand">
        <Await query={standing}>{(data) => <Numbers standing={data} />}</Await>
      </Section>
    </Page>
  );
}

function Tasks({ inbox }: { readonly inbox: Inbox }) {
  if (inbox.tasks.length === 0) return <p className="quiet">Nothing waits for you.</p>;
  return (
    <>
      {piles(inbox).map((pile) => (
        <section key={pile.title} aria-label={pile.title}>
          <h3 style={{ fontSize: 14, margin: '10px 0 4px' }}>{pile.title}</h3>
          <ul className="card" style={{ listStyle: 'none', margin: 0, padding: '4px 14px' }}>
            {pile.tasks.map((task) => (
              <li key={`${task.module} ${task.id}`} style={{ padding: '8px 0' }}>
                <OrgLink path={task.href}>{task.title}</OrgLink>{' '}
                {task.dueAt && <Day day={task.dueAt} today={inbox.today} />}
                <div className="quiet">{task.why}</div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function ChangeList({ changes }: { readonly changes: Changes['changes'] }) {
  if (changes.length === 0) return <p className="quiet">Nothing has happened here yet.</p>;
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {changes.map((change) => {
        const page = change.type && change.id ? pageOf(change.type, change.id) : null;
        return (
          <li key={change.seq} style={{ padding: '4px 0' }}>
            {page ? (
              <OrgLink path={page} className="plain">
                {change.sentence}
              </OrgLink>
            ) : (
              change.sentence
            )}{' '}
            <time className="quiet" dateTime={change.at} title={change.at}>
              {new Date(change.at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
            </time>
          </li>
        );
      })}
    </ul>
  );
}

function Numbers({ standing }: { readonly standing: Standing }) {
  const counted = (title: string, list: Standing['subclauses']) => (
    <div style={{ flex: '1 1 240px' }}>
      <h3 style={{ fontSize: 14, margin: '0 0 4px' }}>{title}</h3>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {list.map((each) => (
          <li key={each.verdict} style={{ padding: '2px 0' }}>
            <OrgLink path={each.href} className="plain">
              <span className="num">{each.count}</span> <VerdictMark verdict={each.verdict} />
            </OrgLink>
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <>
      <p className="quiet">{standing.basis}</p>
      <div style={{ display: 'flex', gap: 24, flexWrap: 'wrap' }}>
        {counted('Subclauses', standing.subclauses)}
        {counted('Controls of Annex A', standing.controls)}
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, flex: '1 1 240px' }}>
          {standing.numbers.map((each) => (
            <li key={each.label} style={{ padding: '2px 0' }}>
              <OrgLink path={each.href} className="plain">
                <span className="num">{each.count}</span> {each.label}
              </OrgLink>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
