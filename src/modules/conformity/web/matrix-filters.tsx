import { Button, Group, SegmentedControl, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { verdicts } from '#kernel/verdict.ts';
import { isFiltered, type MatrixView, plainView } from './matrix.ts';

/** The controls above the matrix; everything they set stands in the URL. */
export function MatrixFilters({
  view,
  onView,
}: {
  readonly view: MatrixView;
  readonly onView: (view: MatrixView) => void;
}): ReactNode {
  // Another filter finds other groups: what was opened by hand before would hide them.
  const set = (change: Partial<MatrixView>) => onView({ ...view, open: null, ...change });
  return (
    <Group gap="md" mb="sm" role="search" aria-label="Filter the matrix">
      <SegmentedControl
        size="xs"
        aria-label="Order of the rows"
        value={view.view}
        onChange={(chosen) => set({ view: chosen === 'pdca' ? 'pdca' : 'clauses' })}
        data={[
          { value: 'clauses', label: 'By clause' },
          { value: 'pdca', label: 'Plan, do, check, act' },
        ]}
      />
      <Switch
        label="What an auditor would raise"
        checked={view.raised}
        onChange={(event) => set({ raised: event.currentTarget.checked })}
      />
      <Switch
        label="Open gaps"
        checked={view.gaps}
        onChange={(event) => set({ gaps: event.currentTarget.checked })}
      />
      {view.verdict && (
        <Button size="compact-xs" variant="default" onClick={() => set({ verdict: null })}>
          {verdicts[view.verdict].label} ×
        </Button>
      )}
      {view.kind && (
        <Button size="compact-xs" variant="default" onClick={() => set({ kind: null })}>
          {view.kind === 'clause' ? 'Subclauses' : 'Controls'} ×
        </Button>
      )}
      {view.confirmed && (
        <Button size="compact-xs" variant="default" onClick={() => set({ confirmed: null })}>
          {CONFIRMED[view.confirmed]} ×
        </Button>
      )}
      {isFiltered(view) && (
        <Button size="compact-xs" variant="subtle" onClick={() => onView({ ...plainView, view: view.view })}>
          Show everything
        </Button>
      )}
    </Group>
  );
}

const CONFIRMED = {
  current: 'Confirmed on current facts',
  'older-facts': 'Confirmed on older facts',
  expired: 'Confirmation ran out',
  none: 'Not confirmed',
} as const;
