import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import type { Decision } from '#kernel/policy.ts';
import type { HistoryEntry, Neighbour } from '#kernel/register.ts';
import { ApiError, currentOrg, request, shownDay } from './api.ts';
import { type Field, FieldInput, shownValue } from './fields.tsx';
import { useCommand, useEndpoint } from './hooks.ts';
import { OrgLink, pageOf } from './links.tsx';
import { useNames } from './people.ts';
import { Await, ErrorView } from './states.tsx';

type Record_ = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

/** Fields of a record, each edited in its place and saved when it is left. Nothing typed is lost to a conflict. */
export function EditableFields({
  record,
  fields,
  update,
  decision,
}: {
  readonly record: Record_;
  readonly fields: readonly Field[];
  readonly update: Endpoint;
  readonly decision: Decision;
}) {
  const save = useCommand(update);
  const [clash, setClash] = useState<{
    readonly field: Field;
    readonly mine: unknown;
    readonly theirs: Record_;
  } | null>(null);
  const names = useNames();
  const readOnly = !decision.allowed || shownDay() !== null;
  const commit = (field: Field, value: unknown, version = record.version) => {
    save.mutate({ id: record.id, version, [field.key]: value } as never, {
      onError: (error) => {
        const current =
          error instanceof ApiError && error.problem.code === 'conflict'
            ? (error.problem.data?.current as Record_ | undefined)
            : undefined;
        if (current) setClash({ field, mine: value, theirs: current });
      },
      onSuccess: () => setClash(null),
    });
  };
  return (
    <div className="card" style={{ padding: '4px 16px' }}>
      {clash && (
        <div role="alert" style={{ padding: '12px 0', borderBottom: '1px solid var(--line)' }}>
          <strong>Somebody else changed this meanwhile.</strong>
          <p style={{ margin: '4px 0' }}>
            {clash.field.label}: theirs is “
            {shownValue(clash.field, clash.theirs[clash.field.key], names) || 'nothing'}”, yours is “
            {shownValue(clash.field, clash.mine, names) || 'nothing'}”.
          </p>
          <Button size="xs" mr={8} onClick={() => commit(clash.field, clash.mine, clash.theirs.version)}>
            Keep mine
          </Button>
          <Button size="xs" variant="default" onClick={() => setClash(null)}>
            Keep theirs
          </Button>
        </div>
      )}
      {save.error && !clash && <ErrorView error={save.error} />}
      {fields.map((field) => (
        <div key={field.key} className="field">
          <span className="label">{field.label}</span>
          {readOnly ? (
            <div style={{ whiteSpace: 'pre-wrap' }}>
              {shownValue(field, record[field.key], names) || <span className="quiet">nothing yet</span>}
            </div>
          ) : (
            <FieldInput field={field} value={record[field.key]} onCommit={(value) => commit(field, value)} />
          )}
          {field.help && (
            <div className="quiet" style={{ fontSize: 12 }}>
              {field.help}
            </div>
          )}
        </div>
      ))}
      <div role="status" className="quiet" style={{ fontSize: 12, minHeight: 20, padding: '2px 0 6px' }}>
        {save.isPending ? 'Saving…' : save.isSuccess ? 'Saved' : !decision.allowed ? decision.reason : ''}
      </div>
    </div>
  );
}

/** What a record is linked to, by kind. */
export function Connected({ endpoint, id }: { readonly endpoint: Endpoint; readonly id: string }) {
  const query = useEndpoint(endpoint, { id } as never);
  return (
    <Aside title="Connected">
      <Await query={query as never}>
        {(data: { neighbours: readonly Neighbour[] }) => (
          <>
            {data.neighbours.length === 0 && <span className="quiet">Linked to nothing yet.</span>}
            {data.neighbours.map((each) => {
              const page = pageOf(each.type, each.id);
              const text = `${each.ref} ${each.title}`;
              return (
                <div key={each.linkId} style={{ padding: '3px 0' }}>
                  <span className="quiet" style={{ fontSize: 12 }}>
                    {each.label}{' '}
                  </span>
                  {page ? <OrgLink path={page}>{text}</OrgLink> : text}
                </div>
              );
            })}
          </>
        )}
      </Await>
    </Aside>
  );
}

/** Everything that happened, in sentences. */
export function History({ endpoint, id }: { readonly endpoint: Endpoint; readonly id: string }) {
  const query = useEndpoint(endpoint, { id } as never);
  return (
    <Aside title="History">
      <Await query={query as never}>
        {(data: { entries: readonly HistoryEntry[] }) => (
          <ol style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {data.entries.slice(0, 30).map((each) => (
              <li key={each.seq} style={{ padding: '4px 0' }}>
                {each.sentence}
                <div className="quiet" style={{ fontSize: 12 }}>
                  <time dateTime={each.at}>{new Date(each.at).toLocaleString()}</time> · entry {each.seq}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Await>
    </Aside>
  );
}

type Piece = {
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly effectiveOn: string | null;
  readonly expiresOn: string | null;
  readonly state: string;
};

/** The evidence of any record with its age, and the way to add more. */
export function EvidenceOf({ id, canAdd }: { readonly id: string; readonly canAdd: Decision }) {
  const org = currentOrg();
  const query = useQuery<{ evidence: Piece[] }, ApiError>({
    queryKey: [org, shownDay(), 'evidence-of', id],
    queryFn: () =>
      request(`/api/orgs/${org}/records/${id}/evidence${shownDay() ? `?asOf=${shownDay()}` : ''}`),
  });
  const [error, setError] = useState<unknown>(null);
  const upload = async (file: File | undefined) => {
    if (!file) return;
    setError(null);
    try {
      await request(
        `/api/orgs/${org}/evidence-files?fileName=${encodeURIComponent(file.name)}&recordId=${id}`,
        { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } },
      );
      await query.refetch();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Aside title="Evidence">
      {error !== null && <ErrorView error={error} />}
      <Await query={query}>
        {(data) => (
          <>
            {data.evidence.length === 0 && (
              <p className="quiet" style={{ margin: '0 0 6px' }}>
                No evidence yet.
              </p>
            )}
            {data.evidence.map((each) => (
              <div key={each.id} style={{ padding: '3px 0' }}>
                <OrgLink path={`/evidence/${each.id}`}>
                  {each.ref} {each.title}
                </OrgLink>
                <div className="quiet" style={{ fontSize: 12 }}>
                  {each.effectiveOn ?? 'no date'}
                  {each.state !== 'current' && (
                    <strong style={{ color: 'var(--warn)' }}> · ▲ {each.state.replace('-', ' ')}</strong>
                  )}
                </div>
              </div>
            ))}
          </>
        )}
      </Await>
      {canAdd.allowed && !shownDay() && (
        <label className="chip noprint" style={{ cursor: 'pointer', marginTop: 6 }}>
          Add a file
          <input
            type="file"
            style={{ position: 'absolute', opacity: 0, width: 1, height: 1 }}
            onChange={(event) => void upload(event.currentTarget.files?.[0])}
          />
        </label>
      )}
    </Aside>
  );
}

/** A titled box at the side of a record. */
export function Aside({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className="card" style={{ padding: '12px 16px', marginBottom: 12 }}>
      <h2 style={{ fontSize: 14, margin: '0 0 6px', fontWeight: 600 }}>{title}</h2>
      {children}
    </section>
  );
}
