import { SegmentedControl } from '@mantine/core';
import type { OutputOf } from '#kernel/endpoint.ts';
import { numberText, t } from '#kernel/language.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { longDay } from '#ui/days.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { Await, Empty } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { conformityEndpoints, purposes } from '../contract.ts';
import { countOf, type Part } from './trend-bars.ts';
import { TrendChart } from './trend-chart.tsx';

type Points = OutputOf<typeof conformityEndpoints.trend>['points'];
const WORDS = Object.keys(verdicts) as Verdict[];

/** How the verdicts moved, from what was frozen at the time; never re-judged by later rules. */
export default function TrendPage() {
  const [search, change] = useSearchState();
  const part: Part = search.part === 'subclauses' || search.part === 'controls' ? search.part : 'all';
  const trend = useEndpoint(conformityEndpoints.trend, {});
  return (
    <Page
      wide
      title={t('How conformity moved')}
      clause="ISO/IEC 42001, 9.1 and 9.3.2"
      sentence={t(
        'Verdicts as they were kept at the time: once a day when something moved, and with each issued Statement of Applicability.',
      )}
    >
      <Await query={trend}>
        {({ points }) =>
          points.length === 0 ? (
            <Empty
              title={t('Nothing is kept yet')}
              why={t(
                "The first record is made with tonight's jobs, or when a Statement of Applicability is issued. A management review asks for the trend.",
              )}
            />
          ) : (
            <>
              <SegmentedControl
                size="xs"
                mb={10}
                className="noprint"
                aria-label={t('Which requirements')}
                value={part}
                onChange={(chosen) => change({ part: chosen === 'all' ? null : chosen })}
                data={[
                  { value: 'all', label: t('Subclauses and controls') },
                  { value: 'subclauses', label: t('Subclauses') },
                  { value: 'controls', label: t('Controls') },
                ]}
              />
              <TrendChart points={points} part={part} />
              <TrendTable points={points} part={part} />
            </>
          )
        }
      </Await>
    </Page>
  );
}

function TrendTable({ points, part }: { readonly points: Points; readonly part: Part }) {
  return (
    <TableCard
      label={t('How the verdicts moved, newest first')}
      head={[
        t('Day'),
        t('Kept for'),
        ...WORDS.map((verdict) => ({ num: `${verdicts[verdict].mark} ${t(verdicts[verdict].label)}` })),
        { num: t('Open gaps') },
        t('Moved'),
      ]}
    >
      {[...points].reverse().map((point) => (
        <tr key={point.id}>
          <td className="nowrap">{longDay(point.day)}</td>
          <td data-label={t('Kept for')}>{t(purposes[point.purpose])}</td>
          {WORDS.map((verdict) => (
            <td key={verdict} data-label={t(verdicts[verdict].label)} className="num">
              {countOf(point, verdict, part)}
            </td>
          ))}
          <td data-label={t('Open gaps')} className="num">
            {numberText(point.openGaps)}
          </td>
          <td data-label={t('Moved')}>
            <Moves point={point} part={part} />
          </td>
        </tr>
      ))}
    </TableCard>
  );
}

/** The first record shows no move: everything in it is new. */
function Moves({ point, part }: { readonly point: Points[number]; readonly part: Part }) {
  const moves = point.moves.filter(
    ({ id, from }) => from !== null && (part === 'all' || id.startsWith('A.') === (part === 'controls')),
  );
  if (moves.length === 0) return <span className="quiet">{t('none')}</span>;
  return (
    <details>
      <summary>{moves.length}</summary>
      <ul className="sentences">
        {moves.map(({ id, from, to }) => (
          <li key={id}>
            {id}: {t(verdicts[from!].label)} → {t(verdicts[to].label)}
          </li>
        ))}
      </ul>
    </details>
  );
}
