import type { OutputOf } from '#kernel/endpoint.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { Await, Empty } from '#ui/states.tsx';
import { conformityEndpoints, purposes } from '../contract.ts';

type Points = OutputOf<typeof conformityEndpoints.trend>['points'];
const WORDS = Object.keys(verdicts) as Verdict[];

/** How the verdicts moved, from what was frozen at the time; never re-judged by later rules. */
export default function TrendPage() {
  const trend = useEndpoint(conformityEndpoints.trend, {});
  return (
    <Page
      wide
      title="How conformity moved"
      clause="ISO/IEC 42001, 9.1 and 9.3.2"
      sentence="Verdicts as they were kept at the time: once a day when something moved, and with each issued Statement of Applicability. Subclauses and controls together."
    >
      <Await query={trend}>
        {({ points }) =>
          points.length === 0 ? (
            <Empty
              title="Nothing is kept yet"
              why="The first record is made with tonight's jobs, or when a Statement of Applicability is issued. A management review asks for the trend."
            />
          ) : (
            <TrendTable points={points} />
          )
        }
      </Await>
    </Page>
  );
}

function TrendTable({ points }: { readonly points: Points }) {
  return (
    <section className="card scroll" tabIndex={0} aria-label="How the verdicts moved, newest first">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Kept for</th>
            {WORDS.map((verdict) => (
              <th key={verdict} scope="col" className="num">
                {verdicts[verdict].mark} {verdicts[verdict].label}
              </th>
            ))}
            <th scope="col" className="num">
              Open gaps
            </th>
            <th scope="col">Moved</th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map((point) => (
            <tr key={point.id}>
              <td>{point.day}</td>
              <td>{purposes[point.purpose]}</td>
              {WORDS.map((verdict) => (
                <td key={verdict} className="num">
                  {point.totals.subclauses[verdict] + point.totals.controls[verdict]}
                </td>
              ))}
              <td className="num">{point.openGaps}</td>
              <td>{movesIn(point)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The first record shows no move: everything in it is new. */
function movesIn(point: Points[number]): string {
  const moves = point.moves.filter((move) => move.from !== null);
  return moves
    .map(({ id, from, to }) => `${id}: ${verdicts[from!].label} → ${verdicts[to].label}`)
    .join('; ');
}
