import { Select } from '@mantine/core';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { Await, Day, Empty, StateMark } from '#ui/states.tsx';
import { proposalEndpoints, proposalLifecycle } from '../proposal-contract.ts';

type Proposal = OutputOf<typeof proposalEndpoints.get>;

/** What programs want to write in one's name. */
export default function Proposals() {
  const [search, change] = useSearchState();
  const state = (search.state ?? 'open') as Proposal['state'] | 'all';
  const query = useEndpoint(proposalEndpoints.list, state === 'all' ? {} : { state });
  return (
    <Page
      title={t('Proposals of programs')}
      sentence={t('A program that works with your key proposes; nothing is written until you approve it.')}
      actions={
        <Select
          aria-label={t('Only proposals that')}
          w={220}
          allowDeselect={false}
          data={[
            ...Object.entries(proposalLifecycle.states).map(([value, { label }]) => ({
              value,
              label: t(label),
            })),
            { value: 'all', label: t('All proposals') },
          ]}
          value={state}
          onChange={(value) => change({ state: value === 'open' ? null : value })}
        />
      }
    >
      <Await query={query}>
        {({ proposals }) =>
          proposals.length === 0 ? (
            <Empty
              title={t('No proposal here')}
              why={t(
                'Connect an assistant by the Model Context Protocol with a key of yours: it reads what you may read. What it wants to write stands here first, with each field before and after.',
              )}
              example={[
                { title: t('Command line'), text: './aims mcp' },
                { title: t('Address'), text: `${location.origin}/mcp` },
              ]}
            />
          ) : (
            <ul className="card" style={{ listStyle: 'none', margin: 0, padding: '4px 16px' }}>
              {proposals.map((each) => (
                <Line key={each.id} proposal={each} />
              ))}
            </ul>
          )
        }
      </Await>
    </Page>
  );
}

function Line({ proposal }: { readonly proposal: Proposal }) {
  const { id, ref, summary, state, effects, why, expiresAt } = proposal;
  const first = effects?.find((each) => each.title !== null);
  return (
    <li className="field" style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'baseline' }}>
      <span style={{ flex: '1 1 260px', minWidth: 0 }}>
        <OrgLink path={`/proposals/${id}`}>{summary}</OrgLink>{' '}
        {first && <span>{[first.ref, first.title].filter(Boolean).join(' ')}</span>}
        <div className="quiet" style={{ fontSize: 12, overflowWrap: 'anywhere' }}>
          {ref} {why}
        </div>
      </span>
      {state === 'open' && (
        <span className="quiet" style={{ fontSize: 12 }}>
          {t('Until')} <Day day={expiresAt.slice(0, 10)} />
        </span>
      )}
      <StateMark {...proposalLifecycle.states[state]} />
    </li>
  );
}
