import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Panels } from '#ui/panels.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { datasetActs, datasetEndpoints, datasetLinks } from '../contract.ts';
import { mayLinkDataset, mayWithdrawDataset, mayWriteDataset } from '../policy.ts';
import { ABOUT, LABELS, ORIGIN, PERSONAL_FIELDS, PREPARATION, QUALITY } from './fields.ts';
import { Touched } from './touched.tsx';

type Dataset = {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly name: string;
  readonly personalData: string;
  readonly qualityTotal: number | null;
  readonly qualityOpen: number | null;
  readonly qualityFailed: number | null;
  readonly qualityConfirmedBy: string | null;
  readonly qualityConfirmedOn: string | null;
  readonly withdrawnOn: string | null;
  readonly withdrawnReason: string | null;
} & Readonly<Record<string, unknown>>;

/** One data set: what it is, whence, whose data, how labelled and prepared, how good, and what rests on it. */
export default function DatasetRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(datasetEndpoints.get, { id });
  return <Await query={query as never}>{(each: Dataset) => <Shown dataset={each} />}</Await>;
}

function Shown({ dataset }: { readonly dataset: Dataset }) {
  const actor = useActor();
  const [ask, setAsk] = useState<'withdraw' | 'reinstate' | 'derive' | null>(null);
  const write = mayWriteDataset(actor);
  const personal = dataset.personalData !== 'none';
  const part = (title: string, fields: readonly Field[]) => (
    <Section title={title}>
      <EditableFields record={dataset} fields={fields} update={datasetEndpoints.update} decision={write} />
    </Section>
  );
  return (
    <Page
      title={dataset.name}
      sentence={t('{ref} · version {version}', { ref: dataset.ref, version: dataset.version })}
      actions={
        <>
          <PageLink path={`/lineage/${dataset.id}`}>{t('Lineage')}</PageLink>
          <ActButton decision={mayLinkDataset(actor)} onClick={() => setAsk('derive')}>
            {t('Add data it is made of')}
          </ActButton>
          <ActButton
            decision={mayWithdrawDataset(actor)}
            onClick={() => setAsk(dataset.withdrawnOn ? 'reinstate' : 'withdraw')}
          >
            {dataset.withdrawnOn ? t('Take into use again') : t('Withdraw from use')}
          </ActButton>
        </>
      }
    >
      <StaleNote id={dataset.id} />
      {dataset.withdrawnOn && (
        <p>
          <StateMark label={t('Withdrawn')} tone="bad" /> <Day day={dataset.withdrawnOn} />: “
          {dataset.withdrawnReason}”
        </p>
      )}
      <div className="two">
        <div>
          {part(t('What it is'), ABOUT)}
          {part(t('Where it comes from'), ORIGIN)}
          {part(t('Personal data and processing'), personal ? PERSONAL_FIELDS : PERSONAL_FIELDS.slice(0, 1))}
          {part(t('Labels'), dataset.labelling === 'none' ? LABELS.slice(0, 1) : LABELS)}
          {part(t('Preparation'), PREPARATION)}
          <Quality dataset={dataset} />
        </div>
        <div>
          <Aside title={t('Touched if it is withdrawn')}>
            <Touched id={dataset.id} />
          </Aside>
          <Panels of="dataset" id={dataset.id} />
          <Connected endpoint={datasetEndpoints.linked} id={dataset.id} />
          <EvidenceOf id={dataset.id} canAdd={write} />
          <History endpoint={datasetEndpoints.history} id={dataset.id} />
        </div>
      </div>
      {(ask === 'withdraw' || ask === 'reinstate') && (
        <AskDialog
          title={
            ask === 'withdraw' ? t('Withdraw the data set from use') : t('Take the data set into use again')
          }
          explain={
            ask === 'withdraw'
              ? t(
                  'Nothing that rests on it is changed. It is named on this page, and the checks say so until it rests on other data.',
                )
              : t('What rested on it meanwhile rests on data in use again.')
          }
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
          fixed={{ id: dataset.id, version: dataset.version }}
          endpoint={ask === 'withdraw' ? datasetActs.withdraw : datasetActs.reinstate}
          verb={ask === 'withdraw' ? t('Withdraw it') : t('Take it into use')}
          onClose={() => setAsk(null)}
          onDone={() => setAsk(null)}
        />
      )}
      {ask === 'derive' && <MadeOf id={dataset.id} onClose={() => setAsk(null)} />}
    </Page>
  );
}

function MadeOf({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useEndpoint(datasetEndpoints.list, { limit: 1000 } as never);
  return (
    <Await query={query as never}>
      {({ rows }: { rows: readonly { id: string; ref: string; name: string }[] }) => (
        <AskDialog
          title={t('Add data that this data set is made of')}
          fields={[
            {
              key: 'to',
              label: t('Which data set'),
              kind: 'select',
              required: true,
              options: rows
                .filter((row) => row.id !== id)
                .map((row) => ({ value: row.id, label: `${row.ref} ${row.name}` })),
            },
          ]}
          fixed={{ id, kind: 'derived-from' }}
          endpoint={datasetLinks.link}
          verb={t('Link it')}
          onClose={onClose}
          onDone={onClose}
        />
      )}
    </Await>
  );
}

function Quality({ dataset }: { readonly dataset: Dataset }) {
  const names = useNames();
  const write = mayWriteDataset(useActor());
  const confirm = useCommand(datasetActs.confirmQuality);
  const { qualityTotal: total, qualityOpen: open, qualityFailed: failed } = dataset;
  const ready = !total
    ? { allowed: false as const, reason: t('There are no quality requirements yet.') }
    : open
      ? {
          allowed: false as const,
          reason: t(
            '{open, plural, one {# requirement has} other {# requirements have}} no limit or no result.',
            { open },
          ),
        }
      : write;
  return (
    <Section
      title={t('Quality')}
      actions={
        <ActButton
          decision={ready}
          compact
          loading={confirm.isPending}
          onClick={() => confirm.mutate({ id: dataset.id, version: dataset.version })}
        >
          {t('Confirm the results')}
        </ActButton>
      }
    >
      {confirm.error && <ErrorView error={confirm.error} />}
      {total ? (
        <p style={{ display: 'flex', gap: 16, flexWrap: 'wrap', margin: '0 0 8px' }}>
          <StateMark
            label={
              failed
                ? t('{failed} of {total} outside the limit', { failed, total })
                : open
                  ? t('{open} of {total} not measured', { open, total })
                  : t('All {total} within their limits', { total })
            }
            tone={failed ? 'bad' : open ? 'warning' : 'good'}
          />
          {dataset.qualityConfirmedBy ? (
            <span>
              <Trans
                id="Confirmed by {qualityConfirmedBy}, <0/>"
                values={{ qualityConfirmedBy: names(dataset.qualityConfirmedBy) }}
                components={{ 0: <Day day={dataset.qualityConfirmedOn} /> }}
              />
            </span>
          ) : (
            <span className="quiet">{t('Nobody has confirmed these results.')}</span>
          )}
        </p>
      ) : null}
      <EditableFields record={dataset} fields={QUALITY} update={datasetEndpoints.update} decision={write} />
    </Section>
  );
}
