import { List, Stack, Text, Title } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { verdicts } from '#kernel/verdict.ts';
import type { homeEndpoints } from '../contract.ts';

type Inbox = OutputOf<typeof homeEndpoints.inbox>;
type Changes = OutputOf<typeof homeEndpoints.changes>;
type Standing = OutputOf<typeof homeEndpoints.standing>;

type Props = {
  readonly inbox: Inbox;
  readonly changes: Changes;
  readonly standing: Standing;
  /** A link inside the app; `to` is a path below the organisation. */
  readonly Link: ComponentType<{ readonly to: string; readonly children: ReactNode }>;
};

/** Home: what to do first, then what changed, then where the organisation stands. */
export function HomeView({ inbox, changes, standing, Link }: Props): ReactNode {
  return (
    <Stack gap="xl">
      <InboxPart inbox={inbox} Link={Link} />
      <section aria-label="What changed">
        <Title order={2} size="h4">
          What changed
        </Title>
        <List listStyleType="none" size="sm">
          {changes.changes.map((each) => (
            <List.Item key={each.seq}>
              <Text component="span" c="dimmed" size="xs">
                <time dateTime={each.at}>{each.at.slice(0, 16).replace('T', ' ')} UTC</time>
              </Text>{' '}
              {each.sentence}
            </List.Item>
          ))}
        </List>
      </section>
      <StandingPart standing={standing} Link={Link} />
    </Stack>
  );
}

/** The tasks in three piles: due by today, due within a week, the rest. */
export function piles(inbox: Inbox): readonly { readonly title: string; readonly tasks: Inbox['tasks'] }[] {
  const week = new Date(Date.parse(inbox.today) + 7 * 86_400_000).toISOString().slice(0, 10);
  const pile = (title: string, fits: (dueAt: string | null) => boolean) => ({
    title,
    tasks: inbox.tasks.filter((task) => fits(task.dueAt?.slice(0, 10) ?? null)),
  });
  return [
    pile('Today', (due) => due !== null && due <= inbox.today),
    pile('This week', (due) => due !== null && due > inbox.today && due <= week),
    pile('Later, or without a date', (due) => due === null || due > week),
  ].filter(({ tasks }) => tasks.length > 0);
}

function InboxPart({ inbox, Link }: Pick<Props, 'inbox' | 'Link'>): ReactNode {
  return (
    <section aria-label="What you should do next">
      <Title order={1} size="h3">
        What you should do next
      </Title>
      {inbox.tasks.length === 0 && <Text role="status">Nothing waits for you.</Text>}
      {piles(inbox).map(({ title, tasks }) => (
        <section key={title} aria-label={title}>
          <Title order={2} size="h5">
            {title}
          </Title>
          <List listStyleType="none">
            {tasks.map((task) => (
              <List.Item key={`${task.module} ${task.id}`}>
                <Link to={task.href}>{task.title}</Link>
                {task.dueAt && (
                  <Text component="span" size="sm">
                    {' '}
                    by {task.dueAt.slice(0, 10)}
                  </Text>
                )}
                <Text size="sm" c="dimmed">
                  {task.why}
                </Text>
              </List.Item>
            ))}
          </List>
        </section>
      ))}
    </section>
  );
}

function StandingPart({ standing, Link }: Pick<Props, 'standing' | 'Link'>): ReactNode {
  const counted = (title: string, list: Standing['subclauses']) => (
    <section aria-label={title}>
      <Title order={3} size="h6">
        {title}
      </Title>
      <List listStyleType="none" size="sm">
        {list.map((each) => (
          <List.Item key={each.verdict}>
            <Link to={each.href}>
              {each.count} {verdicts[each.verdict].mark} {each.label}
            </Link>
          </List.Item>
        ))}
      </List>
    </section>
  );
  return (
    <section aria-label="Where you stand">
      <Title order={2} size="h4">
        Where you stand
      </Title>
      <Text size="xs" c="dimmed">
        {standing.basis}
      </Text>
      {counted('Subclauses', standing.subclauses)}
      {counted('Controls of Annex A', standing.controls)}
      <List listStyleType="none" size="sm">
        {standing.numbers.map((each) => (
          <List.Item key={each.label}>
            <Link to={each.href}>
              {each.count} {each.label.toLowerCase()}
            </Link>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
