import { t } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';
import { OrgLink } from '#ui/links.tsx';
import { type UnitShown, unitOptions } from '#ui/units.ts';

type Named = { readonly id: string; readonly name: string };

/** Where the roles of a membership hold; nothing where they hold in the whole organisation. */
export function PartShown({
  scope,
}: {
  readonly scope: { readonly units: readonly Named[]; readonly systems: readonly Named[] } | null;
}) {
  if (!scope) return null;
  const all = [
    ...scope.units.map((each) => ({ ...each, path: `/units/${each.id}` })),
    ...scope.systems.map((each) => ({ ...each, path: `/systems/${each.id}` })),
  ];
  return (
    <span className="quiet">
      {' '}
      {t('only for')}{' '}
      {all.map((each, i) => (
        <span key={each.id}>
          {i > 0 && ', '}
          <OrgLink path={each.path}>{each.name}</OrgLink>
        </span>
      ))}
    </span>
  );
}

/** Where the roles shall hold, as fields of a dialog. */
export function partFields(units: readonly UnitShown[]): readonly Field[] {
  return [
    ...(units.length > 0
      ? [
          {
            key: 'units',
            label: t('Only for these units'),
            kind: 'many' as const,
            options: unitOptions(units),
            help: t('With every unit below them; leave both empty for the whole organisation'),
          },
        ]
      : []),
    {
      key: 'systems',
      label: t('Only for these AI systems'),
      kind: 'tags',
      help: t('References such as SYS-0004'),
    },
  ];
}

/** What the dialog gave, as the endpoint takes it. */
export function withScope({
  units = [],
  systems = [],
  ...rest
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const scope = { units: units as readonly string[], systems: systems as readonly string[] };
  return { ...rest, scope: scope.units.length + scope.systems.length > 0 ? scope : null };
}
