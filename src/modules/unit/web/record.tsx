import { useNavigate, useParams } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Panels } from '#ui/panels.tsx';
import { EditableFields, History } from '#ui/record-parts.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { type UnitNode, unitActs, unitEndpoints } from '../contract.ts';
import { mayWriteUnit } from '../policy.ts';
import { register } from './register.ts';
import { Tree } from './tree.tsx';

type Unit = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly name: string;
};

/** One unit: what it is, what stands in it, its AI systems. */
export default function UnitRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const navigate = useNavigate();
  const decision = mayWriteUnit(useActor());
  const query = useEndpoint(unitEndpoints.get, { id });
  const tree = useEndpoint(unitActs.tree, {});
  const remove = useCommand(unitEndpoints.remove);
  return (
    <Await query={query as never}>
      {(unit: Unit) => (
        <Page
          title={unit.name}
          sentence={t('{ref} · version {version}', { ref: unit.ref, version: unit.version })}
          actions={
            <>
              <PageLink path={`/systems?unit=${unit.id}`}>{t('AI systems')}</PageLink>
              <ActButton
                decision={decision}
                loading={remove.isPending}
                onClick={() =>
                  remove.mutate(
                    { id: unit.id, version: unit.version },
                    { onSuccess: () => void navigate(orgPath('/units') as never) },
                  )
                }
              >
                {t('Remove the unit')}
              </ActButton>
            </>
          }
        >
          {remove.error && <ErrorView error={remove.error} />}
          <div className="two">
            <div>
              <EditableFields
                record={unit}
                fields={register.fields}
                update={unitEndpoints.update}
                decision={decision}
              />
              <Await query={tree}>
                {({ units }) => (
                  <Section title={t('What stands in it')}>
                    <Tree units={branch(units, unit.id)} />
                  </Section>
                )}
              </Await>
            </div>
            <div>
              <Panels of="unit" id={unit.id} />
              <History endpoint={unitEndpoints.history} id={unit.id} />
            </div>
          </div>
        </Page>
      )}
    </Await>
  );
}

/** The unit and everything below it: what follows it in the tree and stands deeper. */
function branch(units: readonly UnitNode[], id: string): readonly UnitNode[] {
  const at = units.findIndex((each) => each.id === id);
  if (at < 0) return [];
  const end = units.findIndex((each, i) => i > at && each.depth <= units[at]!.depth);
  return units.slice(at, end < 0 ? undefined : end);
}
