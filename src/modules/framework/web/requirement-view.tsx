import { Badge, List, Stack, Table, Text, Title } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import type { frameworkEndpoints } from '../contract.ts';

type Page = OutputOf<typeof frameworkEndpoints.requirement>;
/** A link inside the app; `to` is a path below the organisation. */
export type AppLink = ComponentType<{ readonly to: string; readonly children: ReactNode }>;
type Shown = { readonly page: Page; readonly Link: AppLink };

/** One requirement of the library: our summary, what to ask, typical evidence, and what it is mapped to. */
export function LibraryRequirementView({ page, Link }: Shown): ReactNode {
  return (
    <Stack gap="lg" component="article">
      <header>
        <Text size="sm" c="dimmed">
          {page.frameworkTitle}, {page.edition}
          {page.path.map((each) => ` › ${each.id} ${each.title}`)}
        </Text>
        <Title order={1} size="h3">
          {page.id} {page.title}
        </Title>
        {page.themes.map((theme) => (
          <Badge key={theme} variant="default">
            {theme}
          </Badge>
        ))}
        {page.summary && <Text maw="68ch">{page.summary}</Text>}
        {page.documentedInformation && <Text maw="68ch">To be documented: {page.documentedInformation}</Text>}
      </header>
      <Sentences title="What to ask" items={page.asks} />
      <Sentences title="Typical evidence" items={page.typicalEvidence} />
      <Sentences title="Advice (the authors' opinion)" items={page.advice} />
      {page.children.length > 0 && (
        <section aria-label="Parts">
          <Title order={2} size="h5">
            Parts
          </Title>
          <List size="sm">
            {page.children.map((each) => (
              <List.Item key={each.ref}>
                <Link to={pathOf(each.ref)}>
                  {each.id} {each.title}
                </Link>
              </List.Item>
            ))}
          </List>
        </section>
      )}
      <Mappings page={page} Link={Link} />
    </Stack>
  );
}

/** The page of a requirement, from its reference `framework:id`. */
export function pathOf(ref: string): string {
  const split = ref.indexOf(':');
  return `/frameworks/${ref.slice(0, split)}/${encodeURIComponent(ref.slice(split + 1))}`;
}

function Mappings({ page, Link }: Shown): ReactNode {
  if (page.mappings.length === 0)
    return <Text c="dimmed">It is not mapped to any other requirement of the library.</Text>;
  return (
    <section aria-label="Mapped requirements">
      <Title order={2} size="h5">
        Mapped requirements
      </Title>
      <Text size="sm" maw="68ch">
        Only “asks the same as” and “contains” mean that fulfilling this one fulfils the other. Sharing a part
        never counts as fulfilled.
      </Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {[
              'This requirement',
              'Other requirement',
              'Counts as fulfilled',
              'Why',
              'Source',
              'Confidence',
            ].map((title) => (
              <Table.Th key={title} scope="col">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {page.mappings.map((each) => (
            <Table.Tr key={each.id}>
              <Table.Td>{each.meaning}</Table.Td>
              <Table.Td>
                <Link to={pathOf(each.to)}>
                  {each.frameworkTitle}, {each.to.slice(each.to.indexOf(':') + 1)} {each.title}
                </Link>
              </Table.Td>
              <Table.Td>{each.fulfils ? 'Yes' : 'No'}</Table.Td>
              <Table.Td>{each.rationale}</Table.Td>
              <Table.Td>{each.source}</Table.Td>
              <Table.Td>{each.confidence}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
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
