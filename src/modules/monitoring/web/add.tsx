import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { systemEndpoints } from '#modules/system/contract.ts';
import { Dialog } from '#ui/dialog.tsx';
import { useCommand, useEndpoint } from '#ui/hooks.ts';
import { Await, ErrorView } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { monitorEndpoints } from '../contract.ts';

type System = { readonly id: string; readonly ref: string; readonly name: string };

/** Takes the spec of a monitor; the AI system is the one that the spec names. */
export function AddMonitor({
  systemId,
  onClose,
  onDone,
}: {
  readonly systemId: string | null;
  readonly onClose: () => void;
  readonly onDone: (made: { readonly id: string }) => void;
}) {
  const systems = useEndpoint(systemEndpoints.list, { sort: 'name', limit: 1000 } as never);
  return (
    <Dialog
      onClose={onClose}
      size="xl"
      title={<strong>{t('Write a monitor down')}</strong>}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Await query={systems as never}>
        {({ rows }: { readonly rows: readonly System[] }) => (
          <Form {...{ rows, systemId, onClose, onDone }} />
        )}
      </Await>
    </Dialog>
  );
}

function Form({
  rows,
  systemId,
  onClose,
  onDone,
}: {
  readonly rows: readonly System[];
  readonly systemId: string | null;
  readonly onClose: () => void;
  readonly onDone: (made: { readonly id: string }) => void;
}) {
  const start = rows.find((each) => each.id === systemId)?.ref ?? rows[0]?.ref ?? 'SYS-0001';
  const [spec, setSpec] = useState(template(start));
  const create = useCommand(monitorEndpoints.create);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ spec } as never, { onSuccess: (made) => onDone(made as { id: string }) });
      }}
    >
      <p className="quiet read">
        <Trans
          id="The same file measures where the logs are: <0>./aims measure monitor.yaml --post</0>. Results are bound to its hash."
          components={{ 0: <code /> }}
        />
      </p>
      <NativeSelect
        label={t('AI system')}
        data={rows.map((each) => ({ value: each.ref, label: `${each.name} (${each.ref})` }))}
        defaultValue={start}
        onChange={(event) => {
          const ref = event.currentTarget.value;
          setSpec((now) => now.replace(/^system: .*$/m, `system: ${ref}`));
        }}
        mb={10}
      />
      <Textarea
        label={t('Spec (monitor.yaml)')}
        autosize
        minRows={14}
        maxRows={24}
        value={spec}
        onChange={(event) => setSpec(event.currentTarget.value)}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        mb={10}
      />
      {create.error && <ErrorView error={create.error} />}
      <div className="dialog-acts">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {t('Write the monitor down')}
        </Button>
      </div>
    </form>
  );
}

function template(system: string): string {
  return `monitor: outcome            # small letters, digits and hyphens
title: What the AI system decides, by group
system: ${system}
source:
  format: parquet           # csv, jsonl, otel, postgres, clickhouse
  path: logs/*.parquet
window:
  column: decided_at        # the time of each row
  size: week
  time_zone: Europe/Berlin
  lateness: P3D             # how long labels may come late
task: binary
columns:
  prediction: decision
  label: outcome
  positive: "yes"
protected:
  - { column: gender }
smallest_cell: 10
thresholds:
  - { metric: accuracy, op: "<", value: 0.8, min_n: 200, severity: high }
  - { metric: demographic_parity_ratio, group: gender, op: "<", value: 0.8, on: ci_high, min_n: 200, severity: medium }
`;
}
