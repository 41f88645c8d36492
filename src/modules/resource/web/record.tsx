import { useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { resourceEndpoints } from '../contract.ts';
import { mayWriteResource } from '../policy.ts';
import { AVAILABLE, FIELDS_OF, KINDS, TONES } from './words.ts';

type Resource = {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly name: string;
  readonly kind: keyof typeof KINDS;
  readonly availability: keyof typeof AVAILABLE;
  readonly systemId: string;
} & Readonly<Record<string, unknown>>;

/** One resource, with the fields of its kind. */
export default function ResourceRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const decision = mayWriteResource(useActor());
  const query = useEndpoint(resourceEndpoints.get, { id });
  return (
    <Await query={query as never}>
      {(each: Resource) => (
        <Page
          title={each.name}
          sentence={t('{ref} · version {version} · {kinds}', {
            ref: each.ref,
            version: each.version,
            kinds: t(KINDS[each.kind]),
          })}
          actions={<PageLink path={`/systems/${each.systemId}`}>{t('The AI system')}</PageLink>}
        >
          <p>
            <StateMark label={t(AVAILABLE[each.availability])} tone={TONES[each.availability]} />
          </p>
          <div className="two">
            <EditableFields
              record={each}
              fields={FIELDS_OF[each.kind]}
              update={resourceEndpoints.update}
              decision={decision}
            />
            <div>
              <EvidenceOf id={each.id} canAdd={decision} />
              <History endpoint={resourceEndpoints.history} id={each.id} />
            </div>
          </div>
        </Page>
      )}
    </Await>
  );
}
