import { MultiSelect } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { Aside, EditableFields, History } from '#ui/record-parts.tsx';
import { Await, ErrorView } from '#ui/states.tsx';
import { frameworkEndpoints } from '../contract.ts';
import { ownRequirementEndpoints } from '../own-contract.ts';
import { mayWriteFramework } from '../policy.ts';
import { ownRequirementsRegister } from './own-registers.ts';

type Requirement = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly framework: string;
  readonly number: string;
  readonly title: string;
  readonly mappedTo: readonly string[];
};

/** One requirement of an own framework, and what of ISO/IEC 42001 it is mapped to. */
export default function OwnRequirement() {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const query = useEndpoint(ownRequirementEndpoints.get, { id });
  return <Await query={query as never}>{(found: Requirement) => <Shown found={found} />}</Await>;
}

function Shown({ found }: { readonly found: Requirement }) {
  const decision = mayWriteFramework(useActor());
  return (
    <Page
      title={`${found.number} ${found.title}`}
      sentence={`${found.ref} · ${found.framework}`}
      actions={
        <PageLink path={`/frameworks/${found.framework}/readiness`}>{t('What our records cover')}</PageLink>
      }
    >
      <div className="two">
        <EditableFields
          record={found}
          fields={ownRequirementsRegister.fields}
          update={ownRequirementEndpoints.update}
          decision={decision}
        />
        <div>
          <Mapped found={found} editable={decision.allowed} />
          <History endpoint={ownRequirementEndpoints.history} id={found.id} />
        </div>
      </div>
    </Page>
  );
}

function Mapped({ found, editable }: { readonly found: Requirement; readonly editable: boolean }) {
  const library = useEndpoint(frameworkEndpoints.get, { id: 'iso-42001' });
  const save = useCommand(ownRequirementEndpoints.update);
  const data = (library.data?.entries ?? [])
    .filter((each) => each.kind === 'clause' || each.kind === 'control')
    .map((each) => ({ value: each.id, label: `${each.id} ${each.title}` }));
  return (
    <Aside title={t('Mapped to ISO/IEC 42001')}>
      {save.error && <ErrorView error={save.error} />}
      <MultiSelect
        aria-label={t('Requirements of ISO/IEC 42001')}
        data={data}
        value={[...found.mappedTo]}
        disabled={!editable}
        searchable
        placeholder={found.mappedTo.length === 0 ? t('Say first how ours relates to it') : ''}
        onChange={(mappedTo) => save.mutate({ id: found.id, version: found.version, mappedTo })}
      />
      <p className="quiet meta">
        {t(
          'Only “asks the same” and “contains it” carry a verdict over. The mapping is yours, with your reason.',
        )}
      </p>
    </Aside>
  );
}
