import { Button, MultiSelect, Progress, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { call } from '#ui/api.ts';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { importActs } from '../import-contract.ts';
import { mayWriteSystem } from '../policy.ts';

type Summary = OutputOf<typeof importActs.get>;
const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: 'Name',
  purpose: 'Purpose',
  intendedUse: 'Intended use',
  affectedPeople: 'People affected',
  stage: 'Stage',
  sector: 'Sector',
  agency: 'Unit',
  bureau: 'Team',
  bought: 'Built or bought',
  riskLevel: 'Own risk level',
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
      title="Import AI systems"
      clause="A.4.2"
      sentence="From CSV or XLSX. You see what would happen before anything does, and one action takes it back."
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
          <strong>{busy ? 'Reading the file…' : 'Choose a file'}</strong>
          <div className="quiet">The first row holds the names of the columns. Nothing is changed yet.</div>
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
  const would = batch.state === 'staged' ? 'would be ' : '';
  return (
    <div className="card" style={{ padding: 20 }}>
      <h2 style={{ fontSize: 16, margin: 0 }}>{batch.fileName}</h2>
      <p className="quiet" style={{ margin: '2px 0 12px' }}>
        {batch.layoutTitle} · {batch.encoding} · {batch.total.toLocaleString()} rows
      </p>
      {(apply.error ?? undo.error) && <ErrorView error={apply.error ?? undo.error} />}
      <div style={{ display: 'flex', gap: 28, flexWrap: 'wrap', fontVariantNumeric: 'tabular-nums' }}>
        {(
          [
            ['created', batch.created],
            ['changed', batch.updated],
            ['the same', batch.unchanged],
            ['refused', batch.errorCount],
          ] as const
        ).map(([word, n]) => (
          <div key={word}>
            <div style={{ fontSize: 20 }}>{n.toLocaleString()}</div>
            <div className="quiet">
              {word === 'the same' || word === 'refused' ? word : `${would}${word}`}
            </div>
          </div>
        ))}
      </div>
      {batch.repeatedKeys > 0 && (
        <p>
          {batch.repeatedKeys} rows repeat the key of an earlier row and are kept apart by their occurrence;{' '}
          {batch.identicalRows} are identical to an earlier row.
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
            Import {(batch.created + batch.updated).toLocaleString()} AI systems
          </ActButton>
        )}
        {batch.state === 'applying' && (
          <ActButton
            decision={decision}
            primary
            loading={apply.isPending}
            onClick={() => apply.mutate({ id: batch.id })}
          >
            Go on with the import
          </ActButton>
        )}
        {batch.state === 'done' && (
          <>
            <OrgLink path="/systems">Show the AI systems</OrgLink>
            <ActButton
              decision={decision}
              loading={undo.isPending}
              onClick={() => undo.mutate({ id: batch.id })}
            >
              Undo this import
            </ActButton>
          </>
        )}
        {batch.state === 'undone' && <span className="quiet">This import was undone.</span>}
      </div>
      {undo.data && (
        <p>
          {undo.data.removed} removed, {undo.data.restored} put back as they were, {undo.data.kept.length}{' '}
          left alone because somebody touched them since.
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
        aria-label="Share of the rows imported"
      />
      <span className="quiet">
        {batch.applied.toLocaleString()} of {batch.total.toLocaleString()} rows
      </span>
    </div>
  );
}

function Problems({ batch }: { readonly batch: Summary }) {
  return (
    <Section title={`${batch.errorCount} rows cannot be taken as they are`}>
      <div style={{ overflowX: 'auto' }}>
        <table className="list">
          <thead>
            <tr>
              {['Line', 'Column', 'Value', 'What would be right'].map((each) => (
                <th key={each} scope="col">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {batch.errors.slice(0, 50).map((each) => (
              <tr key={`${each.line} ${each.column} ${each.message}`}>
                <td data-label="Line">{each.line}</td>
                <td data-label="Column">{each.column}</td>
                <td data-label="Value">{each.value || <span className="quiet">empty</span>}</td>
                <td data-label="What would be right">{each.message}</td>
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
    <Section title="Which column is what">
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
          label="What tells one system from another"
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
        Look again with these columns
      </Button>
    </Section>
  );
}

function Decided({ batch }: { readonly batch: Summary }) {
  return (
    <Section title="What the file decides of the classification">
      <p className="quiet read">
        Proposed as if each system were placed on the Union market. In the other rows the answer stays
        unknown; a person confirms or changes every proposal.
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
          <Section title="Earlier imports">
            {rows.map((each) => (
              <div key={each.id} style={{ padding: '4px 0' }}>
                <button type="button" className="chip" onClick={() => onPick(each.id)}>
                  {each.fileName}
                </button>{' '}
                <span className="quiet">
                  {each.applied.toLocaleString()} of {each.total.toLocaleString()} rows · {each.state} ·{' '}
                  {new Date(each.createdAt).toLocaleString()}
                </span>
              </div>
            ))}
          </Section>
        )
      }
    </Await>
  );
}
