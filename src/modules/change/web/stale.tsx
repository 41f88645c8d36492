import { Select } from '@mantine/core';
import { useState } from 'react';
import { numberText, t } from '#kernel/language.ts';
import type { ShownMark } from '#kernel/stale-endpoints.ts';
import { staleActs } from '#kernel/stale-endpoints.ts';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { RecordName } from '#ui/record-name.tsx';
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
    limit: 1000,
  });
  return (
    <Page
      title={t('To look at again')}
      clause="8.1, 8.2"
      sentence={t(
        'Records that nobody has looked at since something behind them changed. Looking again clears them, or their owner says why they still hold.',
      )}
      wide
    >
      <ChangeTabs />
      <Filters search={search} change={change} />
      <Await query={query}>
        {({ rows, total }) =>
          total === 0 ? (
            <Empty
              title={t('Nothing is to be looked at again')}
              why={
                Object.keys(search).some((key) => ['owner', 'dependent', 'cause'].includes(key))
                  ? t('Nothing matches these filters.')
                  : t(
                      'When an AI system, its models, data or suppliers change, what people decided about it appears here until somebody has looked again.',
                    )
              }
            />
          ) : (
            <>
              <p className="quiet">
                {total > rows.length
                  ? t('{total} in all, the latest {rows} are shown', {
                      total: numberText(total),
                      rows: rows.length,
                    })
                  : t('{total} in all', { total: numberText(total) })}
              </p>
              {[...Map.groupBy(rows, (row) => row.owner ?? t('Nobody owns these'))].map(([owner, group]) => (
                <div key={owner} className="card affected by-parts">
                  <h3>
                    <span>{owner}</span>
                    <span className="quiet num">{numberText(latestOf(group).length)}</span>
                  </h3>
                  <ul>
                    {[...Map.groupBy(latestOf(group), together).values()].map((marks) => (
                      <li key={together(marks[0]!)}>
                        {marks.length === 1 ? (
                          <One {...marks[0]!} named onStill={setMark} />
                        ) : (
                          <Several marks={marks} onStill={setMark} />
                        )}
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

type Latest = ReturnType<typeof latestOf>[number];
type OnStill = (mark: ShownMark) => void;

/** What is looked at in one go: parts of one kind, of one AI system, because of one change. */
function together({ mark }: Latest): string {
  return `${mark.dependent} ${mark.cause} ${mark.changeId ?? mark.seq} ${mark.systemId}`;
}

function One({
  mark,
  times,
  named = false,
  onStill,
}: Latest & {
  /** Says what it is and why; else what stands above says it for all. */
  readonly named?: boolean;
  readonly onStill: OnStill;
}) {
  return (
    <div className="affected-one">
      <span>
        {named && <div>{mark.what}</div>}
        <OrgLink path={mark.href}>
          <span className="ref">{mark.ref}</span> {mark.partShown} {mark.title}
        </OrgLink>
      </span>
      <span>
        {named && <Because mark={mark} times={times} />}{' '}
        <StillRightButton mark={mark} onClick={() => onStill(mark)} />
      </span>
    </div>
  );
}

/** Many parts of one AI system by one change: the count, and each of them on a press. */
function Several({ marks, onStill }: { readonly marks: readonly Latest[]; readonly onStill: OnStill }) {
  const [first] = marks;
  const [open, setOpen] = useState(false);
  if (!first) return null;
  return (
    <>
      <div className="affected-one">
        <span>
          <div>
            <strong className="num">{marks.length}</strong> · {first.mark.what}
          </div>
          <RecordName id={first.mark.systemId} />
        </span>
        <span>
          <Because mark={first.mark} times={first.times} />{' '}
          <button type="button" className="link noprint" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('Fold them') : t('Show all {marks}', { marks: marks.length })}
          </button>
        </span>
      </div>
      {open && (
        <ul className="affected-parts">
          {marks.map((each) => (
            <li key={`${each.mark.id} ${each.mark.part}`}>
              <One {...each} onStill={onStill} />
            </li>
          ))}
        </ul>
      )}
    </>
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
    { value: 'me', label: t('Mine') },
    ...(owners.data?.owners ?? [])
      .filter((each) => each.ownerId !== actor.id)
      .map((each) => ({
        value: each.ownerId ?? 'nobody',
        label: `${each.ownerId === null ? t('Nobody') : (each.owner ?? t('An erased person'))} (${each.count})`,
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
      {choose('owner', t('Owner'), people)}
      {choose('dependent', t('What is to be looked at'), named(rules.data?.dependents))}
      {choose('cause', t('What changed'), named(rules.data?.causes))}
    </div>
  );
}
