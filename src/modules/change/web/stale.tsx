import { Select } from '@mantine/core';
import { useState } from 'react';
import type { ShownMark } from '#kernel/stale-endpoints.ts';
import { staleActs } from '#kernel/stale-endpoints.ts';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { Because, latestOf, StillRight, StillRightButton } from '#ui/stale-note.tsx';
import { Await, Empty } from '#ui/states.tsx';
import { changeActs } from '../contract-acts.ts';
import { ChangeTabs } from './tabs.tsx';

/** Everything that was not looked at since something behind it changed, by owner. */
export default function StaleList() {
  const [search, change] = useSearchState();
  const [mark, setMark] = useState<ShownMark | null>(null);
  const filter = (key: string) => (search[key] ? { [key]: search[key] } : {});
  const query = useEndpoint(staleActs.list, {
    ...filter('owner'),
    ...filter('dependent'),
    ...filter('cause'),
    limit: 200,
  });
  return (
    <Page
      title="To look at again"
      clause="8.1, 8.2"
      sentence="Records that nobody has looked at since something behind them changed. Looking again clears them, or their owner says why they still hold."
      wide
    >
      <ChangeTabs />
      <Filters search={search} change={change} />
      <Await query={query}>
        {({ rows, total }) =>
          total === 0 ? (
            <Empty
              title="Nothing is to be looked at again"
              why={
                Object.keys(search).some((key) => ['owner', 'dependent', 'cause'].includes(key))
                  ? 'Nothing matches these filters.'
                  : 'When an AI system, its models, data or suppliers change, what people decided about it appears here until somebody has looked again.'
              }
            />
          ) : (
            <>
              <p className="quiet">
                {total.toLocaleString()} in all
                {total > rows.length && `, the latest ${rows.length} are shown`}
              </p>
              {[...Map.groupBy(rows, (row) => row.owner ?? 'Nobody owns these')].map(([owner, group]) => (
                <div key={owner} className="card affected">
                  <h3>
                    <span>{owner}</span>
                    <span className="quiet">{latestOf(group).length}</span>
                  </h3>
                  <ul>
                    {latestOf(group).map(({ mark: row, times }) => (
                      <li key={`${row.dependent} ${row.id} ${row.part} ${row.cause}`}>
                        <span>
                          {row.what}
                          <br />
                          <OrgLink path={row.href}>
                            {row.ref} {row.part ?? ''} {row.title}
                          </OrgLink>
                        </span>
                        <span>
                          <Because mark={row} times={times} />{' '}
                          <StillRightButton mark={row} onClick={() => setMark(row)} />
                        </span>
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </>
          )
        }
      </Await>
      {mark && <StillRight mark={mark} onClose={() => setMark(null)} />}
    </Page>
  );
}

type Search = Readonly<Record<string, string>>;

function Filters({
  search,
  change,
}: {
  readonly search: Search;
  readonly change: (patch: Readonly<Record<string, string | null>>) => void;
}) {
  const actor = useActor();
  const rules = useEndpoint(changeActs.rules, {});
  const owners = useEndpoint(staleActs.list, { limit: 1 });
  const people = [
    { value: 'me', label: 'Mine' },
    ...(owners.data?.owners ?? [])
      .filter((each) => each.ownerId !== actor.id)
      .map((each) => ({
        value: each.ownerId ?? 'nobody',
        label: `${each.ownerId === null ? 'Nobody' : (each.owner ?? 'An erased person')} (${each.count})`,
      })),
  ];
  const choose = (key: string, label: string, data: { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      data={data}
      value={search[key] ?? null}
      onChange={(value) => change({ [key]: value })}
      clearable
      searchable={data.length > 7}
    />
  );
  const named = (all: readonly { id: string; title: string }[] | undefined) =>
    (all ?? []).map((each) => ({ value: each.id, label: each.title }));
  return (
    <div className="noprint" style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginBottom: 12 }}>
      {choose('owner', 'Owner', people)}
      {choose('dependent', 'What is to be looked at', named(rules.data?.dependents))}
      {choose('cause', 'What changed', named(rules.data?.causes))}
    </div>
  );
}
