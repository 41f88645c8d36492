import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { type conformityEndpoints, purposes } from '../contract.ts';

type Points = OutputOf<typeof conformityEndpoints.trend>['points'];

/** How the verdicts moved, newest first, from what was frozen at the time. */
export function TrendTable({ points }: { readonly points: Points }): ReactNode {
  if (points.length === 0)
    return (
      <Text role="status">
        Nothing is kept yet. The first record is made tonight, or when a Statement of Applicability is issued.
      </Text>
    );
  const words = Object.keys(verdicts) as Verdict[];
  return (
    <Table aria-label="How the verdicts moved">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Day</Table.Th>
          <Table.Th scope="col">Kept for</Table.Th>
          {words.map((verdict) => (
            <Table.Th key={verdict} scope="col" ta="right">
              {verdicts[verdict].mark} {verdicts[verdict].label}
            </Table.Th>
          ))}
          <Table.Th scope="col" ta="right">
            Open gaps
          </Table.Th>
          <Table.Th scope="col">Moved</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...points].reverse().map((point) => (
          <Table.Tr key={point.id}>
            <Table.Th scope="row">{point.day}</Table.Th>
            <Table.Td>{purposes[point.purpose]}</Table.Td>
            {words.map((verdict) => (
              <Table.Td key={verdict} ta="right">
                {point.totals.subclauses[verdict] + point.totals.controls[verdict]}
              </Table.Td>
            ))}
            <Table.Td ta="right">{point.openGaps}</Table.Td>
            <Table.Td>{movesIn(point)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The first record shows no move: everything in it is new. */
function movesIn(point: Points[number]): string {
  const moves = point.moves.filter((move) => move.from !== null);
  return moves
    .map(({ id, from, to }) => `${id}: ${verdicts[from!].label} → ${verdicts[to].label}`)
    .join('; ');
}
