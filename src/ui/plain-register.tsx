import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import type { Actor, Decision } from '#kernel/policy.ts';
import { AskDialog } from './dialogs.tsx';
import type { Field } from './fields.tsx';
import { useActor, useEndpoint } from './hooks.ts';
import { orgPath } from './links.tsx';
import { Page } from './page.tsx';
import { Panels } from './panels.tsx';
import { Connected, EditableFields, EvidenceOf, History } from './record-parts.tsx';
import { RegisterList } from './register-list.tsx';
import type { Column, Filter, TableActs } from './register-types.ts';
import { StaleNote } from './stale-note.tsx';
import { ActButton, Await } from './states.tsx';

/** A register with nothing special about it: a list, a dialog to add, a record. What is special is written out. */
export type PlainRegister = {
  readonly title: string;
  /** The act of adding one, such as "Add a supplier". */
  readonly add: string;
  /** What an empty list says, such as "No supplier yet". */
  readonly none: string;
  readonly clause: string;
  readonly sentence: string;
  readonly path: string;
  readonly endpoints: {
    readonly list: Endpoint;
    readonly get: Endpoint;
    readonly create: Endpoint;
    readonly update: Endpoint;
    readonly history: Endpoint;
    readonly linked: Endpoint;
  } & TableActs['endpoints'];
  readonly columns: readonly Column[];
  readonly filters?: readonly Filter[];
  readonly fields: readonly Field[];
  readonly createFields: readonly string[];
  readonly mayWrite: (actor: Actor) => Decision;
  readonly why: string;
  /** What a row would say, by column. */
  readonly example?: Readonly<Record<string, string>>;
  readonly titleField?: string;
};

/** The list page of a plain register. */
export function PlainList({
  register,
  notice,
  actions,
}: {
  readonly register: PlainRegister;
  /** What must be read before the list. */
  readonly notice?: ReactNode;
  /** What else can be done with the whole register, before the button that adds. */
  readonly actions?: ReactNode;
}) {
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const actor = useActor();
  const add = (
    <ActButton decision={register.mayWrite(actor)} primary onClick={() => setAdding(true)}>
      {t(register.add)}
    </ActButton>
  );
  return (
    <Page
      title={t(register.title)}
      clause={register.clause}
      sentence={t(register.sentence)}
      wide
      actions={
        actions ? (
          <>
            {actions}
            {add}
          </>
        ) : (
          add
        )
      }
    >
      {notice}
      <RegisterList
        endpoint={register.endpoints.list}
        columns={register.columns}
        filters={register.filters ?? []}
        path={register.path}
        table={{
          endpoints: register.endpoints,
          fields: register.fields,
          decision: register.mayWrite(actor),
        }}
        empty={{
          title: t(register.none),
          why: t(register.why),
          example: register.example,
          action: (
            <ActButton decision={register.mayWrite(actor)} onClick={() => setAdding(true)}>
              {t(register.add)}
            </ActButton>
          ),
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title={t(register.add)}
          fields={register.fields.filter((field) => register.createFields.includes(field.key))}
          endpoint={register.endpoints.create}
          verb={t(register.add)}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`${register.path}/${id}`) as never)}
        />
      )}
    </Page>
  );
}

/** The page of one record of a plain register. */
export function PlainRecord({
  register,
  side,
}: {
  readonly register: PlainRegister;
  /** What stands first beside the fields. */
  readonly side?: (record: { readonly id: string; readonly ref: string }) => ReactNode;
}) {
  const { id } = useParams({ strict: false }) as { id: string };
  const actor = useActor();
  const query = useEndpoint(register.endpoints.get, { id } as never);
  return (
    <Await query={query as never}>
      {(
        record: Readonly<Record<string, unknown>> & {
          readonly id: string;
          readonly ref: string;
          readonly version: number;
        },
      ) => (
        <Page
          title={String(record[register.titleField ?? 'name'] ?? record.ref)}
          sentence={t('{ref} · version {version}', { ref: record.ref, version: record.version })}
        >
          <StaleNote id={record.id} />
          <div className="two">
            <EditableFields
              record={record}
              fields={register.fields}
              update={register.endpoints.update}
              decision={register.mayWrite(actor)}
            />
            <div>
              <Panels of={register.endpoints.get.id.split('.')[0]!} id={record.id} />
              {side?.(record)}
              <Connected endpoint={register.endpoints.linked} id={record.id} />
              <EvidenceOf id={record.id} canAdd={register.mayWrite(actor)} />
              <History endpoint={register.endpoints.history} id={record.id} />
            </div>
          </div>
        </Page>
      )}
    </Await>
  );
}
