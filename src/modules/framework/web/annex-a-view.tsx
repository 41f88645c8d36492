import { List, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import type { frameworkEndpoints } from '../contract.ts';
import { type AppLink, pathOf } from './requirement-view.tsx';

type AnnexA = OutputOf<typeof frameworkEndpoints.annexA>;

type Props = {
  readonly annexA: AnnexA;
  readonly by: 'groups' | 'themes';
  readonly onBy: (by: 'groups' | 'themes') => void;
  readonly Link: AppLink;
};

/** The 38 controls, in the standard's own groups or in the four themes. */
export function AnnexAView({ annexA, by, onBy, Link }: Props): ReactNode {
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="How the controls are grouped"
        value={by}
        onChange={(chosen) => onBy(chosen === 'themes' ? 'themes' : 'groups')}
        data={[
          { value: 'groups', label: "The standard's groups" },
          { value: 'themes', label: 'Four themes' },
        ]}
      />
      {by === 'themes' && (
        <Text size="sm" c="dimmed" maw="68ch">
          {annexA.themesNote}
        </Text>
      )}
      {annexA[by].map((group) => (
        <section key={group.id} aria-label={group.title}>
          <Title order={2} size="h5">
            {by === 'groups' ? `${group.id} ${group.title}` : group.title}
          </Title>
          {'objective' in group && typeof group.objective === 'string' && (
            <Text size="sm" maw="68ch">
              {group.objective}
            </Text>
          )}
          <List size="sm">
            {group.controls.map((control) => (
              <List.Item key={control.id}>
                <Link to={pathOf(control.ref)}>
                  {control.id} {control.title}
                </Link>
              </List.Item>
            ))}
          </List>
        </section>
      ))}
    </Stack>
  );
}
