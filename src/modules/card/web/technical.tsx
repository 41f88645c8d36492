import { NativeSelect } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { cardActs } from '../contract.ts';

type Technical = OutputOf<typeof cardActs.technical>;
type Item = Technical['groups'][number]['items'][number];

const ANNEXES = {
  'annex-iv': msg('Annex IV: technical documentation'),
  'annex-viii-a': msg('Annex VIII A: registration by the provider'),
  'annex-viii-b': msg('Annex VIII B: held not to be high-risk'),
  'annex-viii-c': msg('Annex VIII C: registration of use'),
} as const;
const MARKS = {
  filled: { label: msg('From the records'), tone: 'good' },
  partly: { label: msg('In part'), tone: 'warning' },
  gap: { label: msg('Gap'), tone: 'bad' },
  'kept-elsewhere': { label: msg('Not held here'), tone: 'muted' },
} as const;

/** Technical documentation or registration data, point by point, put together from the records. */
export default function TechnicalPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search, change] = useSearchState();
  const annex = (search.annex ?? 'annex-iv') as keyof typeof ANNEXES;
  const query = useEndpoint(cardActs.technical, { id, annex });
  return (
    <Await query={query}>
      {(data) => (
        <Page
          title={`${data.annex.title}: ${data.system.name}`}
          clause={`AI Act, ${data.annex.ref}`}
          sentence={t(
            '{filled, plural, one {# point} other {# points}} filled from the records, {gaps} open or filled in part. Nothing is made up: what is not recorded stays open.',
            { filled: data.filled, gaps: data.gaps },
          )}
          actions={
            <>
              <NativeSelect
                aria-label={t('Which annex')}
                data={Object.entries(ANNEXES).map(([value, label]) => ({ value, label: t(label) }))}
                value={annex}
                onChange={(event) => change({ annex: event.currentTarget.value })}
              />
              {['docx', 'pdf', 'json'].map((format) => (
                <a
                  key={format}
                  className="chip"
                  href={addressOf(cardActs.technicalFile, { id: data.system.id, annex, format })}
                >
                  {format.toUpperCase()}
                </a>
              ))}
              <PageLink path={`/systems/${data.system.id}`}>{t('The AI system')}</PageLink>
            </>
          }
        >
          <p className="read">{data.applies}</p>
          {data.groups.map((group) => (
            <Section key={group.id} title={`${group.id}. ${group.title}`}>
              <div className="card" style={{ padding: '4px 16px' }}>
                {group.items.map((item) => (
                  <Point key={item.point} item={item} />
                ))}
              </div>
            </Section>
          ))}
          <Section title={t('Where the points come from')}>
            <p className="quiet read">
              {data.annex.notice} {data.annex.confidenceNote}
            </p>
            <ul className="quiet read">
              {data.annex.sources.map((each) => (
                <li key={each.what}>
                  {t('{what}: read at {read}; held against {checkedAgainst}; confidence {confidence}.', {
                    what: each.what,
                    read: each.read,
                    checkedAgainst: each.checkedAgainst,
                    confidence: each.confidence,
                  })}
                </li>
              ))}
            </ul>
          </Section>
        </Page>
      )}
    </Await>
  );
}

function Point({ item }: { readonly item: Item }) {
  return (
    <article className="point">
      <h3>
        <span className="ref">{item.point}</span> {item.title} <StateMark {...MARKS[item.state]} />
      </h3>
      <p className="quiet">
        {item.asks}
        {item.when && ` (${item.when})`}
      </p>
      {item.parts.length > 0 && (
        <dl>
          {item.parts.map((part) => (
            <div key={`${part.label}${part.text}`}>
              <dt>{part.href ? <OrgLink path={part.href}>{part.label}</OrgLink> : part.label}</dt>
              <dd>{part.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {item.lacks.length > 0 && <p>{t('Not recorded: {lacks}.', { lacks: item.lacks.join(', ') })}</p>}
      {item.fix && (
        <p className="noprint">
          <OrgLink path={item.fix.href}>{item.fix.text}</OrgLink>
        </p>
      )}
      {item.state === 'kept-elsewhere' && (
        <p>{t('No register here holds this. Add it by hand to the exported document.')}</p>
      )}
    </article>
  );
}
