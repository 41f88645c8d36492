import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { t } from '#kernel/language.ts';
import { type ApiError, request } from '#ui/api.ts';
import { useSearchState } from '#ui/hooks.ts';
import { useNamePage } from '#ui/page-title.ts';
import { Await } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { type FieldRow, fieldRows, kindOf, type Schema } from './schema-fields.ts';
import './reference.css';

type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
};
type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly 'x-requirements'?: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: {
    readonly 200: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  };
};
type OpenApi = {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
type Shown = Operation & { readonly method: string; readonly path: string };

/** Every operation of the API, read from the description that the contracts themselves produce. */
export default function Reference() {
  useNamePage(t('API reference'), undefined);
  const query = useQuery<OpenApi, ApiError>({
    queryKey: ['openapi'],
    queryFn: () => request<OpenApi>('/api/openapi.json'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <main className="reference">
      <a href="/" className="quiet meta">
        OpenAIMS
      </a>
      <h1>{t('API reference')}</h1>
      <p className="read quiet">
        <Trans
          id="Every operation of the web app and the command line, at the same address. Sign in, or send an API key in the header <0>x-api-key</0>. Refusals are problem bodies (RFC 9457) that say what to do next; writes take an <1>Idempotency-Key</1>; reads take <2>asOf</2>. Machines read <3/> (OpenAPI 3.1)."
          components={{
            0: <code />,
            1: <code />,
            2: <code />,
            3: <a href="/api/openapi.json">/api/openapi.json</a>,
          }}
        />
      </p>
      <Await query={query}>{(api: OpenApi) => <Operations api={api} />}</Await>
    </main>
  );
}

function Operations({ api }: { readonly api: OpenApi }) {
  const [search, change] = useSearchState();
  const words = (search.q ?? '').toLowerCase();
  const all = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Shown => ({ ...operation, method, path })),
  );
  const shown = all.filter((each) =>
    `${each.operationId} ${each.path} ${each.summary}`.toLowerCase().includes(words),
  );
  const groups = [...new Set(shown.map((each) => each.tags[0]!))].sort();
  return (
    <>
      <TextInput
        label={t('Find an operation')}
        value={search.q ?? ''}
        onChange={(event) => change({ q: event.currentTarget.value || null })}
        mb={8}
      />
      <p className="quiet meta" role="status">
        {t('{shown} of {all} operations', { shown: shown.length, all: all.length })}
      </p>
      {groups.map((group) => (
        <section key={group}>
          <h2>{group}</h2>
          {shown
            .filter((each) => each.tags[0] === group)
            .map((each) => (
              <OneOperation key={each.operationId} operation={each} />
            ))}
        </section>
      ))}
    </>
  );
}

function OneOperation({ operation }: { readonly operation: Shown }) {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const [answerType, answer] = Object.entries(operation.responses[200].content)[0] ?? ['', {}];
  const asked: readonly FieldRow[] = [
    ...operation.parameters
      .filter((each) => each.in !== 'header')
      .map((each) => ({
        name: each.name,
        kind: kindOf(each.schema),
        required: each.required,
        note: each.in === 'path' ? t('in the address') : t('in the query'),
      })),
    ...(body ? fieldRows(body) : []),
  ];
  const answered = answer.schema ? fieldRows(answer.schema) : [];
  return (
    <details className="card">
      <summary>
        <code className="method">{operation.method.toUpperCase()}</code>
        <code className="path">{operation.path}</code>
        <span>{operation.summary}</span>
      </summary>
      <p className="meta quiet">
        <Trans
          id="<0/>, on the command line <1>./aims {operationId}</1>{operation}"
          values={{
            operationId: operation.operationId.replace('.', ' '),
            operation: operation['x-requirements'] && ` · ${operation['x-requirements'].join(', ')}`,
          }}
          components={{ 0: <code>{operation.operationId}</code>, 1: <code /> }}
        />
      </p>
      <Fields title={t('Asks for')} rows={asked} />
      {answered.length > 0 ? (
        <Fields title={t('Answers')} rows={answered} />
      ) : (
        <p className="meta">
          {t('Answers {answerType}.', {
            answerType: answerType === 'application/octet-stream' ? t('a file') : answerType,
          })}
        </p>
      )}
    </details>
  );
}

function Fields({ title, rows }: { readonly title: string; readonly rows: readonly FieldRow[] }) {
  if (rows.length === 0) return null;
  return (
    <div className="reference-fields">
      <h3>{title}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Field')}</th>
            <th scope="col">{t('Kind')}</th>
            <th scope="col">{t('Note')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td>
                <code>{row.name}</code>
              </td>
              <td>{row.kind}</td>
              <td className="quiet">{[row.required && 'required', row.note].filter(Boolean).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
