import { Alert, List, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { verdicts } from '#kernel/verdict.ts';
import type { conformityEndpoints } from '../contract.ts';
import type { AppLink } from './matrix-table.tsx';
import { VerdictMark } from './verdict-mark.tsx';
import { confirmedCautions, confirmedWords } from './words.ts';

type Page = OutputOf<typeof conformityEndpoints.requirement>;
type Shown = { readonly page: Page; readonly Link: AppLink };

/** One requirement: the sentence, what was judged, the gaps with their fix, who confirmed it, its history. */
export function RequirementView({ page, Link }: Shown): ReactNode {
  const { requirement: line } = page;
  return (
    <Stack gap="lg" component="article" aria-label={`${line.id} ${line.title}`}>
      <header>
        <Title order={1} size="h3">
          {line.id} {line.title}
        </Title>
        <VerdictMark verdict={line.verdict} />
        <Text size="xs" c="dimmed">
          {page.basis}
        </Text>
        {line.because && <Text>{line.because}</Text>}
        {page.summary && <Text maw="68ch">{page.summary}</Text>}
      </header>
      <Confirmed page={page} Link={Link} />
      <Sentences title="What an auditor would raise" items={line.raises} />
      <Rows title="Gaps" pages={page.gaps} page={page} Link={Link} />
      <Rows title="Proof" pages={page.proofs} page={page} Link={Link} />
      <Sentences title="Parts that no register covers yet" items={line.uncovered} />
      <Sentences title="What to ask" items={page.asks} />
      <Sentences title="Typical evidence" items={page.typicalEvidence} />
      <Sentences title="History" items={page.history.map((each) => `${each.on}: ${each.sentence}`)} />
    </Stack>
  );
}

function Confirmed({ page }: Shown): ReactNode {
  const { requirement: line } = page;
  if (line.kind === 'control') return null;
  return (
    <section aria-label="Confirmation">
      <Title order={2} size="h5">
        Confirmation
      </Title>
      <Text>{confirmedWords(line.confirmed)}</Text>
      {line.confirmed.statement && <Text maw="68ch">{line.confirmed.statement}</Text>}
      {confirmedCautions(line.confirmed, verdicts[line.verdict].label).map((caution) => (
        <Alert key={caution} color="yellow" variant="light" role="note">
          {caution}
        </Alert>
      ))}
      {line.override && (
        <Alert color="yellow" variant="light" role="note">
          {line.override.byName} set “{verdicts[line.override.verdict].label}” beside the computed verdict
          until {line.override.until}: {line.override.reason}
        </Alert>
      )}
      {page.differences.map((each) => (
        <Sentences
          key={each.check}
          title={each.ruleChanged ? 'The rule itself changed since' : 'What is different since'}
          items={[...each.gone.map((text) => `Then: ${text}`), ...each.come.map((text) => `Now: ${text}`)]}
        />
      ))}
    </section>
  );
}

function Rows({
  title,
  pages,
  page,
  Link,
}: Shown & { readonly title: string; readonly pages: Page['gaps'] }) {
  if (pages.length === 0) return null;
  const checks = new Map(page.requirement.checks.map((check) => [check.id, check]));
  return (
    <section aria-label={title}>
      <Title order={2} size="h5">
        {title}
      </Title>
      {pages.map((each) => (
        <Table key={each.check}>
          <Table.Caption style={{ captionSide: 'top', textAlign: 'left' }}>
            {checks.get(each.check)?.title}
            {each.next && ` (the first ${each.rows.length})`}
          </Table.Caption>
          <Table.Tbody>
            {each.rows.map((row) => (
              <Table.Tr key={`${row.id} ${row.reason}`}>
                <Table.Td>{row.ref}</Table.Td>
                <Table.Td>{row.message}</Table.Td>
                <Table.Td ta="right">
                  <Link to={row.fix}>{row.outcome === 'ok' ? 'Open' : 'Fix'}</Link>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ))}
    </section>
  );
}

function Sentences({
  title,
  items,
}: {
  readonly title: string;
  readonly items: readonly string[];
}): ReactNode {
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={2} size="h5">
        {title}
      </Title>
      <List size="sm" maw="68ch">
        {items.map((item) => (
          <List.Item key={item}>{item}</List.Item>
        ))}
      </List>
    </section>
  );
}
