import { Button, MultiSelect, Progress, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, numberText, t, timeText } from '#kernel/language.ts';
import { call } from '#ui/api.ts';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { importActs } from '../import-contract.ts';
import { mayWriteSystem } from '../policy.ts';

type Summary = OutputOf<typeof importActs.get>;
const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: msg('Name'),
  purpose: msg('Purpose'),
  intendedUse: msg('Intended use'),
  affectedPeople: msg('People affected'),
  stage: msg('Stage'),
  sector: msg('Sector'),
  agency: msg('Unit'),
  bureau: msg('Team'),
  bought: msg('Built or bought'),
  riskLevel: msg('Own risk level'),
};

/** Bring a list in: look at it first, map what is not recognised, then import; undo it if it was wrong. */
export default function Import() {
  const [search, change] = useSearchState();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const decision = mayWriteSystem(useActor());
  const upload = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setError(null);
    try {
      const staged = (await call(importActs.start, { fileName: file.name }, file)) as Summary;
      change({ batch: staged.id });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title={t('Import AI systems')}
      clause="A.4.2"
      sentence={t(
        'From CSV or XLSX. You see what would happen before anything does, and one action takes it back.',
      )}
    >
      {error !== null && <ErrorView error={error} />}
      {decision.allowed ? (
        <label
          className="card"
          style={{
            display: 'block',
            padding: 24,
            cursor: 'pointer',
            textAlign: 'center',
            borderStyle: 'dashed',
            marginBottom: 16,
          }}
        >
          <strong>{busy ? t('Reading the file…') : t('Choose a file')}</strong>
          <div className="quiet">
            {t('The first row holds the names of the columns. Nothing is changed yet.')}
          </div>
          <input
            type="file"
            accept=".csv,.xlsx,text/csv"
            disabled={busy}
            style={{ position: 'absolute', opacity: 0, width: 1, height: 1 }}
            onChange={(event) => void upload(event.currentTarget.files?.[0])}
          />
        </label>
      ) : (
        <p className="quiet">{decision.reason}</p>
      )}
      {search.batch && <Batch id={search.batch} />}
      <Earlier onPick={(batch) => change({ batch })} />
    </Page>
  );
}

function Batch({ id }: { readonly id: string }) {
  const query = useEndpoint(importActs.get, { id });
  return <Await query={query}>{(batch) => <Shown batch={batch} />}</Await>;
}

function Shown({ batch }: { readonly batch: Summary }) {
  const client = useQueryClient();
  const apply = useCommand(importActs.apply);
  const undo = useCommand(importActs.undo);
  const decision = mayWriteSystem(useActor());
  const staged = batch.state === 'staged';
  return (
    <div className="card" style={{ padding: 20 }}>
      <h2 style={{ fontSize: 16, margin: 0 }}>{batch.fileName}</h2>
      <p className="quiet" style={{ margin: '2px 0 12px' }}>
        {t('{layoutTitle} · {encoding} · {total} rows', {
          layoutTitle: batch.layoutTitle,
          encoding: batch.encoding,
          total: numberText(batch.total),
        })}
      </p>
      {(apply.error ?? undo.error) && <ErrorView error={apply.error ?? undo.error} />}
      <div style={{ display: 'flex', gap: 28, flexWrap: 'wrap', fontVariantNumeric: 'tabular-nums' }}>
        {(
          [
            [staged ? t('would be created') : t('created'), batch.created],
            [staged ? t('would be changed') : t('changed'), batch.updated],
            [t('the same'), batch.unchanged],
            [t('refused'), batch.errorCount],
          ] as const
        ).map(([word, n]) => (
          <div key={word}>
            <div style={{ fontSize: 20 }}>{numberText(n)}</div>
            <div className="quiet">{word}</div>
          </div>
        ))}
      </div>
      {batch.repeatedKeys > 0 && (
        <p>
          {t(
            '{repeatedKeys} rows repeat the key of an earlier row and are kept apart by their occurrence; {identicalRows} are identical to an earlier row.',
            { repeatedKeys: batch.repeatedKeys, identicalRows: batch.identicalRows },
          )}
        </p>
      )}
      {apply.isPending && <Applied batch={batch} />}
      <div style={{ display: 'flex', gap: 8, marginTop: 16 }}>
        {batch.state === 'staged' && (
          <ActButton
            decision={decision}
            primary
            loading={apply.isPending}
            onClick={() =>
              apply.mutate({ id: batch.id }, { onSuccess: () => void client.invalidateQueries() })
            }
          >
            {t('Import {created} AI systems', { created: numberText(batch.created + batch.updated) })}
          </ActButton>
        )}
        {batch.state === 'applying' && (
          <ActButton
            decision={decision}
            primary
            loading={apply.isPending}
            onClick={() => apply.mutate({ id: batch.id })}
          >
            {t('Go on with the import')}
          </ActButton>
        )}
        {batch.state === 'done' && (
          <>
            <OrgLink path="/systems">{t('Show the AI systems')}</OrgLink>
            <ActButton
              decision={decision}
              loading={undo.isPending}
              onClick={() => undo.mutate({ id: batch.id })}
            >
              {t('Undo this import')}
            </ActButton>
          </>
        )}
        {batch.state === 'undone' && <span className="quiet">{t('This import was undone.')}</span>}
      </div>
      {undo.data && (
        <p>
          {t(
            '{removed} removed, {restored} put back as they were, {kept} left alone because somebody touched them since.',
            { removed: undo.data.removed, restored: undo.data.restored, kept: undo.data.kept.length },
          )}
        </p>
      )}
      {batch.errors.length > 0 && <Problems batch={batch} />}
      {batch.state === 'staged' && batch.layout === 'free' && <Columns batch={batch} />}
      {batch.decided.length > 0 && <Decided batch={batch} />}
    </div>
  );
}

/** How far it is, asked again while it runs; the page may be left, the import goes on. */
function Applied({ batch }: { readonly batch: Summary }) {
  const client = useQueryClient();
  useEffect(() => {
    const timer = setInterval(
      () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === importActs.get.id }),
      500,
    );
    return () => clearInterval(timer);
  }, [client]);
  return (
    <div role="status">
      <Progress
        value={(100 * batch.applied) / Math.max(1, batch.total)}
        mt={12}
        aria-label={t('Share of the rows imported')}
      />
      <span className="quiet">
        {t('{applied} of {total} rows', {
          applied: numberText(batch.applied),
          total: numberText(batch.total),
        })}
      </span>
    </div>
  );
}

function Problems({ batch }: { readonly batch: Summary }) {
  return (
    <Section title={t('{errorCount} rows cannot be taken as they are', { errorCount: batch.errorCount })}>
      <div style={{ overflowX: 'auto' }}>
        <table className="list">
          <thead>
            <tr>
              {[t('Line'), t('Column'), t('Value'), t('What would be right')].map((each) => (
                <th key={each} scope="col">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {batch.errors.slice(0, 50).map((each) => (
              <tr key={`${each.line} ${each.column} ${each.message}`}>
                <td data-label={t('Line')}>{each.line}</td>
                <td data-label={t('Column')}>{each.column}</td>
                <td data-label={t('Value')}>{each.value || <span className="quiet">{t('empty')}</span>}</td>
                <td data-label={t('What would be right')}>{each.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Columns({ batch }: { readonly batch: Summary }) {
  const map = useCommand(importActs.map);
  const [fields, setFields] = useState<Record<string, string>>({ ...batch.mapping.fields });
  const [key, setKey] = useState<string[]>([...batch.mapping.key]);
  return (
    <Section title={t('Which column is what')}>
      {map.error && <ErrorView error={map.error} />}
      <div style={{ display: 'grid', gap: 10, gridTemplateColumns: 'repeat(auto-fill, minmax(230px, 1fr))' }}>
        {Object.entries(FIELD_WORDS).map(([field, label]) => (
          <Select
            key={field}
            label={label}
            data={[...batch.columns]}
            value={fields[field] ?? null}
            clearable
            searchable
            onChange={(column) =>
              setFields((now) =>
                Object.fromEntries(
                  Object.entries({ ...now, [field]: column ?? '' }).filter(([, value]) => value !== ''),
                ),
              )
            }
          />
        ))}
        <MultiSelect
          label={t('What tells one system from another')}
          data={[...batch.columns]}
          value={key}
          onChange={setKey}
          searchable
        />
      </div>
      <Button
        variant="default"
        mt={12}
        loading={map.isPending}
        onClick={() => map.mutate({ id: batch.id, mapping: { layout: 'free', key, fields } })}
      >
        {t('Look again with these columns')}
      </Button>
    </Section>
  );
}

function Decided({ batch }: { readonly batch: Summary }) {
  return (
    <Section title={t('What the file decides of the classification')}>
      <p className="quiet read">
        {t(
          'Proposed as if each system were placed on the Union market. In the other rows the answer stays unknown; a person confirms or changes every proposal.',
        )}
      </p>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {batch.decided.map((each) => (
          <li
            key={each.node}
            style={{
              display: 'grid',
              gridTemplateColumns: '64px minmax(0, 1fr)',
              gap: 12,
              padding: '3px 0',
              fontSize: 13,
            }}
          >
            <span className="num">{(each.share * 100).toFixed(1)} %</span>
            <span>{each.question}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Earlier({ onPick }: { readonly onPick: (id: string) => void }) {
  const query = useEndpoint(importActs.list, {});
  return (
    <Await query={query}>
      {({ rows }) =>
        rows.length === 0 ? null : (
          <Section title={t('Earlier imports')}>
            {rows.map((each) => (
              <div key={each.id} style={{ padding: '4px 0' }}>
                <button type="button" className="chip" onClick={() => onPick(each.id)}>
                  {each.fileName}
                </button>{' '}
                <span className="quiet">
                  {t('{applied} of {total} rows · {state} · {createdAt}', {
                    applied: numberText(each.applied),
                    total: numberText(each.total),
                    state: each.state,
                    createdAt: timeText(each.createdAt),
                  })}
                </span>
              </div>
            ))}
          </Section>
        )
      }
    </Await>
  );
}
