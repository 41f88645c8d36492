import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { msg, t, timeText } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import type { HistoryEntry, Neighbour as Linked } from '#kernel/register.ts';
import { type ApiError, currentOrg, request, shownDay } from './api.ts';
import { fieldValue, type Shown, useFieldSaves } from './field-saves.ts';
import { type Field, FieldInput, saidField, useShownValue } from './fields.tsx';
import { useEndpoint } from './hooks.ts';
import { OrgLink, pageOf } from './links.tsx';
import { MergeView } from './merge-view.tsx';
import { messages } from './messages.ts';
import { RecordName } from './record-name.tsx';
import { RowsTable, type RowValue } from './rows-input.tsx';
import { Await, Day, ErrorView } from './states.tsx';

/** Fields of a record, each edited in its place and saved when it is left. Nothing typed is lost to a conflict. */
export function EditableFields({
  record,
  fields,
  update,
  decision,
  inside,
}: {
  readonly record: Shown;
  readonly fields: readonly Field[];
  readonly update: Endpoint;
  readonly decision: Decision;
  /** The field of the record that holds these fields, when they are parts of one. */
  readonly inside?: string;
}) {
  const { save, choose, clashes, last, command } = useFieldSaves(record, update, inside);
  const readOnly = !decision.allowed || shownDay() !== null;
  const said = command.isPending ? t('Saving…') : command.isSuccess ? t('Saved') : '';
  return (
    <div className="card fields">
      {clashes.map((clash) => (
        <MergeView key={clash.field.key} clash={clash} onChoose={(mine) => choose(clash, mine)} />
      ))}
      {command.error && <ErrorView error={command.error} />}
      {fields.map(saidField).map((field) => (
        <div
          key={field.key}
          className={field.kind === 'long' || field.kind === 'rows' ? 'field long' : 'field'}
        >
          <span className="label">
            {field.label}
            {last === field.key && <span className="said">{said}</span>}
          </span>
          <div>
            {readOnly ? (
              <FieldValue field={field} value={fieldValue(record, field, inside)} />
            ) : (
              <FieldInput
                field={field}
                value={fieldValue(record, field, inside)}
                onCommit={(value) => save(field, value)}
              />
            )}
            {field.help && <div className="quiet meta help">{field.help}</div>}
          </div>
        </div>
      ))}
      <div role="status" className="quiet meta">
        {said || (decision.allowed ? '' : decision.reason)}
      </div>
    </div>
  );
}

function FieldValue({ field, value }: { readonly field: Field; readonly value: unknown }) {
  const shown = useShownValue(field);
  if (field.kind === 'rows' && Array.isArray(value) && value.length > 0)
    return <RowsTable columns={field.columns ?? []} value={value as readonly RowValue[]} />;
  if (field.kind === 'record' && typeof value === 'string')
    return (
      <div className="value">
        <RecordName id={value} />
      </div>
    );
  if (field.kind === 'date' && typeof value === 'string')
    return (
      <div className="value">
        <Day day={value} />
      </div>
    );
  return <div className="value">{shown(value) || <span className="quiet">{t('nothing yet')}</span>}</div>;
}

/** What a record is linked to, by kind. */
export function Connected({ endpoint, id }: { readonly endpoint: Endpoint; readonly id: string }) {
  const query = useEndpoint(endpoint, { id } as never);
  return (
    <Aside title={t('Connected')}>
      <Await query={query as never}>
        {(data: { neighbours: readonly Linked[] }) => (
          <>
            {data.neighbours.length === 0 && <span className="quiet">{t('Linked to nothing yet.')}</span>}
            {[...Map.groupBy(data.neighbours, (each) => each.label)].map(([label, neighbours]) => (
              <div key={label} className="linked">
                <h3>{label}</h3>
                <ul>
                  {neighbours.map((each) => (
                    <li key={each.linkId}>
                      <Neighbour neighbour={each} />
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </>
        )}
      </Await>
    </Aside>
  );
}

function Neighbour({ neighbour }: { readonly neighbour: Linked }) {
  const page = pageOf(neighbour.type, neighbour.id);
  const text = (
    <>
      <span className="ref">{neighbour.ref}</span> {neighbour.title}
    </>
  );
  return page ? (
    <OrgLink path={page} className="plain">
      {text}
    </OrgLink>
  ) : (
    text
  );
}

const SHOWN_ENTRIES = 12;

/** Everything that happened, in sentences, the newest first. */
export function History({ endpoint, id }: { readonly endpoint: Endpoint; readonly id: string }) {
  const query = useEndpoint(endpoint, { id } as never);
  const [all, setAll] = useState(false);
  return (
    <Aside title={t('History')}>
      <Await query={query as never}>
        {(data: { entries: readonly HistoryEntry[] }) => (
          <>
            <ol className="past-acts">
              {data.entries.slice(0, all ? undefined : SHOWN_ENTRIES).map((each) => (
                <li key={each.seq}>
                  <Told entry={each} />
                  <div className="quiet meta">
                    <time dateTime={each.at} title={each.at}>
                      {timeText(each.at, {
                        dateStyle: 'medium',
                        timeStyle: 'short',
                      })}
                    </time>{' '}
                    · {messages.entry(each.seq)}
                  </div>
                </li>
              ))}
            </ol>
            {!all && data.entries.length > SHOWN_ENTRIES && (
              <button type="button" className="link noprint" onClick={() => setAll(true)}>
                {messages.earlier(data.entries.length - SHOWN_ENTRIES)}
              </button>
            )}
          </>
        )}
      </Await>
    </Aside>
  );
}

const TOLD_AT_ONCE = 2;

/** What somebody did; many changed fields stand behind their number. */
function Told({ entry }: { readonly entry: HistoryEntry }) {
  const { act, told, sentence } = entry;
  if (told.length <= TOLD_AT_ONCE) return sentence;
  return (
    <>
      {act}
      <details className="told">
        <summary>{messages.fieldsChanged(told.length)}</summary>
        <ul>
          {told.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </details>
    </>
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

const EVIDENCE_AGE: Readonly<Record<string, string>> = {
  expired: msg('expired'),
  'older-version': msg('older version'),
  undated: msg('undated'),
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
    <Aside title={t('Evidence')}>
      {error !== null && <ErrorView error={error} />}
      <Await query={query}>
        {(data) => (
          <>
            {data.evidence.length === 0 && (
              <p className="quiet" style={{ margin: '0 0 6px' }}>
                {t('No evidence yet.')}
              </p>
            )}
            {data.evidence.map((each) => (
              <div key={each.id} style={{ padding: '3px 0' }}>
                <OrgLink path={`/evidence/${each.id}`} className="plain">
                  <span className="ref">{each.ref}</span> {each.title}
                </OrgLink>
                <div className="quiet meta">
                  {each.effectiveOn ? <Day day={each.effectiveOn} /> : t('no date')}
                  {each.state !== 'current' && (
                    <strong style={{ color: 'var(--warn)' }}>
                      {' '}
                      · ▲ {t(EVIDENCE_AGE[each.state] ?? each.state)}
                    </strong>
                  )}
                </div>
              </div>
            ))}
          </>
        )}
      </Await>
      {canAdd.allowed && !shownDay() && (
        <label className="chip noprint" style={{ cursor: 'pointer', marginTop: 6 }}>
          {t('Add a file')}
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
export function Aside({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card aside">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
