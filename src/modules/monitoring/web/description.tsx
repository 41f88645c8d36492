import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { currentOrg } from '#ui/api.ts';
import { useActor, useCommand } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { EditableFields } from '#ui/record-parts.tsx';
import { ActButton, ErrorView } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { monitorEndpoints } from '../contract.ts';
import { mayWriteMonitor } from '../policy.ts';
import type { Monitor } from './types.ts';
import { FIELDS } from './words.ts';

/** What is measured, how, when, by whom and evaluated when (9.1), and the spec that results are bound to. */
export function Description({ monitor }: { readonly monitor: Monitor }) {
  const actor = useActor();
  const [editing, setEditing] = useState(false);
  const decision =
    monitor.state === 'retired'
      ? { allowed: false as const, reason: t('A retired monitor is not edited.') }
      : mayWriteMonitor(actor);
  return (
    <>
      <EditableFields record={monitor} fields={FIELDS} update={monitorEndpoints.update} decision={decision} />
      <Section
        title={t('Spec')}
        actions={
          <>
            <Button
              component="a"
              href={`/api/orgs/${currentOrg()}/monitors/${monitor.id}/spec`}
              download
              variant="default"
              size="compact-sm"
              me={8}
            >
              {t('Download monitor.yaml')}
            </Button>
            <ActButton decision={decision} compact onClick={() => setEditing(true)}>
              {t('Change the spec')}
            </ActButton>
          </>
        }
      >
        {editing ? (
          <SpecForm monitor={monitor} onDone={() => setEditing(false)} />
        ) : (
          <section className="card scroll" tabIndex={0} aria-label={t('Spec (monitor.yaml)')}>
            <pre className="mono command">{monitor.spec}</pre>
          </section>
        )}
        <p className="quiet meta">
          <Trans
            id="Hash <0/>, since {specChangedOn}. Where the logs lie is no part of it."
            values={{ specChangedOn: monitor.specChangedOn }}
            components={{ 0: <span className="mono wrap-anywhere">{monitor.specHash}</span> }}
          />
        </p>
      </Section>
    </>
  );
}

function SpecForm({ monitor, onDone }: { readonly monitor: Monitor; readonly onDone: () => void }) {
  const [spec, setSpec] = useState(monitor.spec);
  const update = useCommand(monitorEndpoints.update);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate({ id: monitor.id, version: monitor.version, spec } as never, { onSuccess: onDone });
      }}
    >
      <p className="quiet read">
        {t(
          'A spec that measures something else makes the monitor a draft again: its thresholds are tried and switched on anew.',
        )}
      </p>
      <Textarea
        aria-label={t('Spec (monitor.yaml)')}
        autosize
        minRows={14}
        value={spec}
        onChange={(event) => setSpec(event.currentTarget.value)}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        mb={10}
      />
      {update.error && <ErrorView error={update.error} />}
      <div className="dialog-acts">
        <Button variant="default" onClick={onDone}>
          {t('Cancel')}
        </Button>
        <Button type="submit" loading={update.isPending}>
          {t('Keep the spec')}
        </Button>
      </div>
    </form>
  );
}
