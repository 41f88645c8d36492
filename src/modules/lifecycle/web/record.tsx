import { useNavigate, useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { contentOf, recordActs, recordEndpoints } from '../contract.ts';
import { kinds, missingIn, type RecordKind } from '../kinds.ts';
import { recordLifecycle } from '../lifecycle.ts';
import { mayApproveRecord, mayWriteRecord } from '../policy.ts';
import { fieldsOfKind } from './words.ts';

type Shown = {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly systemId: string;
  readonly kind: RecordKind;
  readonly title: string;
  readonly state: keyof typeof recordLifecycle.states;
  readonly content: Readonly<Record<string, unknown>> | null;
  readonly preparedBy: string | null;
  readonly preparedOn: string | null;
  readonly approvedBy: string | null;
  readonly approvedOn: string | null;
  readonly reaffirmedBy: string | null;
  readonly reaffirmedOn: string | null;
  readonly singlePersonReason: string | null;
} & Readonly<Record<string, unknown>>;

/** One life-cycle record: the fields of its kind, who prepared it, who approved it. */
export default function LifecycleRecordPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(recordEndpoints.get, { id });
  return <Await query={query as never}>{(record: Shown) => <RecordShown record={record} />}</Await>;
}

function RecordShown({ record }: { readonly record: Shown }) {
  const write = mayWriteRecord(useActor());
  const kind = kinds[record.kind];
  const editable =
    record.state === 'draft'
      ? write
      : {
          allowed: false as const,
          reason: t('Only a draft is edited. What was handed over or approved stays as it was read.'),
        };
  return (
    <Page
      title={record.title}
      sentence={t('{ref} · version {version} · {title}. {purpose}', {
        ref: record.ref,
        version: record.version,
        title: kind.title,
        purpose: kind.purpose,
      })}
      actions={<Acts record={record} />}
    >
      <StaleNote id={record.id} />
      <p style={{ display: 'flex', gap: 20, flexWrap: 'wrap', margin: '0 0 14px' }}>
        <StateMark {...recordLifecycle.states[record.state]} />
        <OrgLink path={`/systems/${record.systemId}/gates`}>{t('The gates of its AI system')}</OrgLink>
        <span className="clause-chip">{kind.clause}</span>
      </p>
      <div className="two">
        <div>
          <EditableFields
            record={record}
            fields={[
              { key: 'title', label: t('Title'), kind: 'text', required: true },
              { key: 'ownerId', label: t('Owner'), kind: 'person' },
              { key: 'reviewOn', label: t('Look at it again on'), kind: 'date' },
            ]}
            update={recordEndpoints.update}
            decision={editable}
          />
          <Section title={kind.title}>
            <EditableFields
              record={record}
              fields={fieldsOfKind(record.kind)}
              inside="content"
              update={recordEndpoints.update}
              decision={editable}
            />
          </Section>
        </div>
        <div>
          <Signatures record={record} />
          <Connected endpoint={recordEndpoints.linked} id={record.id} />
          <EvidenceOf id={record.id} canAdd={write} />
          <History endpoint={recordEndpoints.history} id={record.id} />
        </div>
      </div>
    </Page>
  );
}

function Acts({ record }: { readonly record: Shown }) {
  const actor = useActor();
  const navigate = useNavigate();
  const write = mayWriteRecord(actor);
  const prepare = useCommand(recordActs.prepare);
  const takeBack = useCommand(recordActs.takeBack);
  const approve = useCommand(recordActs.approve);
  const revise = useCommand(recordActs.revise);
  const reaffirm = useCommand(recordActs.reaffirm);
  const seen = { id: record.id, version: record.version };
  const missing = missingIn(record.kind, contentOf(record));
  const error = prepare.error ?? takeBack.error ?? approve.error ?? revise.error ?? reaffirm.error;
  const own = record.preparedBy !== null && record.preparedBy === actor.id;
  return (
    <>
      {record.state === 'draft' && (
        <ActButton
          decision={
            missing.length > 0 && write.allowed
              ? { allowed: false, reason: t('Still missing: {missing}.', { missing: missing.join('; ') }) }
              : write
          }
          primary
          loading={prepare.isPending}
          onClick={() => prepare.mutate(seen)}
        >
          {t('Hand over for approval')}
        </ActButton>
      )}
      {record.state === 'prepared' && (
        <>
          <ActButton decision={write} onClick={() => takeBack.mutate(seen)}>
            {t('Take back to draft')}
          </ActButton>
          <ActButton
            decision={mayApproveRecord(actor)}
            primary={!own}
            loading={approve.isPending}
            onClick={() => approve.mutate(seen)}
          >
            {t('Approve the record')}
          </ActButton>
        </>
      )}
      {record.state === 'approved' && (
        <ActButton
          decision={mayApproveRecord(actor)}
          loading={reaffirm.isPending}
          onClick={() => reaffirm.mutate(seen)}
        >
          {t('Confirm that it still holds')}
        </ActButton>
      )}
      {record.state === 'approved' && (
        <ActButton
          decision={write}
          onClick={() =>
            revise.mutate(seen, {
              onSuccess: ({ id }) => void navigate(orgPath(`/lifecycle-records/${id}`) as never),
            })
          }
        >
          {t('Begin the next edition')}
        </ActButton>
      )}
      {error && <ErrorView error={error} />}
    </>
  );
}

function Signatures({ record }: { readonly record: Shown }) {
  const names = useNames();
  const line = (who: string | null, on: string | null) =>
    who ? (
      <>
        {names(who)}, <Day day={on} />
      </>
    ) : (
      <span className="quiet">{t('not yet')}</span>
    );
  const missing = missingIn(record.kind, contentOf(record));
  return (
    <section className="card aside">
      <h2>{t('Preparation and approval')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('Handed over')}</dt>
          <dd>{line(record.preparedBy, record.preparedOn)}</dd>
        </div>
        <div>
          <dt>{t('Approved')}</dt>
          <dd>{line(record.approvedBy, record.approvedOn)}</dd>
        </div>
        {record.reaffirmedBy && (
          <div>
            <dt>{t('Still held')}</dt>
            <dd>{line(record.reaffirmedBy, record.reaffirmedOn)}</dd>
          </div>
        )}
      </dl>
      {record.singlePersonReason && (
        <p className="quiet">
          {t('One person did both: {singlePersonReason}', { singlePersonReason: record.singlePersonReason })}
        </p>
      )}
      {record.state === 'draft' && missing.length > 0 && (
        <>
          <h2>{t('Still missing')}</h2>
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {missing.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
