import { Button, Group, Table, Text } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import { verdicts } from '#kernel/verdict.ts';
import type { RequirementLine } from '../contract.ts';
import { isOpen, type MatrixGroup, type MatrixView, toggled } from './matrix.ts';
import { VerdictMark } from './verdict-mark.tsx';
import { confirmedWords } from './words.ts';

/** A link inside the app; `to` is a path below the organisation. */
export type AppLink = ComponentType<{ readonly to: string; readonly children: ReactNode }>;

type Props = {
  readonly groups: readonly MatrixGroup[];
  readonly view: MatrixView;
  readonly onView: (view: MatrixView) => void;
  readonly Link: AppLink;
};

/** The conformity matrix: a row for each group, opening into its subclauses or controls. Not a score. */
export function MatrixTable({ groups, view, onView, Link }: Props): ReactNode {
  const all = groups.map((group) => group.id);
  if (groups.length === 0)
    return <Text role="status">No requirement matches these filters. Take one away to see more.</Text>;
  return (
    <Table stickyHeader aria-label="Conformity by requirement">
      <Table.Thead>
        <Table.Tr>
          {['Requirement', 'Records', 'Confirmed', 'Oldest proof', 'Next flip', 'Open gaps'].map((title) => (
            <Table.Th key={title} scope="col" ta={title === 'Open gaps' ? 'right' : 'left'}>
              {title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map((group) => (
          <GroupRows
            key={group.id}
            group={group}
            open={isOpen(view, group.id)}
            onToggle={() => onView(toggled(view, group.id, all))}
            Link={Link}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function GroupRows(props: {
  readonly group: MatrixGroup;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly Link: AppLink;
}): ReactNode {
  const { group, open, onToggle, Link } = props;
  const name = group.kind === 'control' || /^\d/.test(group.id) ? `${group.id} ${group.title}` : group.title;
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row">
          <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={onToggle}>
            <span aria-hidden="true">{open ? '▾' : '▸'}</span>&nbsp;{name}
          </Button>
        </Table.Th>
        <Table.Td colSpan={4}>
          <Group gap="md">
            {group.counts.map(({ verdict, count }) => (
              <VerdictMark key={verdict} verdict={verdict} count={count} />
            ))}
          </Group>
        </Table.Td>
        <Table.Td ta="right">{group.openGaps}</Table.Td>
      </Table.Tr>
      {open && group.lines.map((line) => <LineRow key={line.id} line={line} Link={Link} />)}
    </>
  );
}

function LineRow({ line, Link }: { readonly line: RequirementLine; readonly Link: AppLink }): ReactNode {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} pl="xl">
        <Link to={`/conformity/${line.id}`}>
          {line.id} {line.title}
        </Link>
      </Table.Th>
      <Table.Td>
        <VerdictMark verdict={line.verdict} />
        {line.because && (
          <Text size="xs" c="dimmed">
            {line.because}
          </Text>
        )}
        {line.override && (
          <Text size="xs">
            Override until {line.override.until}: {verdicts[line.override.verdict].label.toLowerCase()}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{line.kind === 'clause' ? confirmedWords(line.confirmed) : ''}</Table.Td>
      <Table.Td>{line.oldestProof ?? ''}</Table.Td>
      <Table.Td>{line.nextFlip ?? ''}</Table.Td>
      <Table.Td ta="right">
        {line.openGaps > 0 ? <Link to={`/conformity/${line.id}`}>{line.openGaps}</Link> : 0}
      </Table.Td>
    </Table.Tr>
  );
}
