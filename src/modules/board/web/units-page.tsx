import { msg, numberText, t } from '#kernel/language.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, Empty } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { boardEndpoints, type UnitLine } from '../contract.ts';
import { Cell } from './figures.tsx';

/** Units side by side: each with its own AI systems, and what the records about them show. */
export default function UnitsPage() {
  const query = useEndpoint(boardEndpoints.units, {});
  const [search] = useSearchState();
  return (
    <Page
      wide
      title={t('Units side by side')}
      clause="ISO/IEC 42001, 5.3 and 9.1"
      sentence={t(
        'What each unit answers for, and what the records about its AI systems show. A unit counts its own, without those below it.',
      )}
      actions={<PageLink path="/units">{t('The units')}</PageLink>}
    >
      <Await query={query}>
        {({ units }) => {
          const shown = below(units, search.under);
          return shown.some((each) => each.systems.count > 0) ? (
            <Table units={shown} />
          ) : (
            <Empty
              title={t('No AI system yet')}
              why={t(
                'As soon as AI systems are registered they stand here, by the unit they belong to. An auditor asks who answers for what.',
              )}
            />
          );
        }}
      </Await>
    </Page>
  );
}

const COLUMNS = [
  msg('AI systems'),
  msg('In scope'),
  msg('Open risks'),
  msg('Above the appetite'),
  msg('Judged'),
  msg('In order'),
  msg('Gaps'),
  msg('An auditor would raise'),
] as const;

/** The unit of the address and those below it; all without one. */
function below(units: readonly UnitLine[], under: string | undefined): readonly UnitLine[] {
  const at = units.findIndex((each) => each.id === under);
  if (under === undefined || at < 0) return units;
  const end = units.findIndex((each, i) => i > at && each.depth <= units[at]!.depth);
  return units.slice(at, end < 0 ? undefined : end);
}

function Table({ units }: { readonly units: readonly UnitLine[] }) {
  return (
    <div className="board">
      <TableCard
        label={t('Units side by side')}
        head={[t('Unit'), ...COLUMNS.map((title) => ({ num: t(title) }))]}
      >
        {units.map((unit) => (
          <tr key={unit.id ?? 'none'}>
            <td style={{ paddingInlineStart: 12 + unit.depth * 18 }}>
              {unit.id ? (
                <OrgLink path={`/units/${unit.id}`} className="plain">
                  {unit.name}
                </OrgLink>
              ) : (
                <span className="quiet">{t(unit.name)}</span>
              )}
            </td>
            <Cell figure={unit.systems} label={t('AI systems')} />
            <Cell figure={unit.inScope} label={t('In scope')} />
            <Plain label={t('Open risks')} value={unit.openRisks} />
            <Plain label={t('Above the appetite')} value={unit.riskAboveAppetite} />
            <Plain label={t('Judged')} value={unit.rows} />
            <Plain label={t('In order')} value={unit.ok} />
            <Cell figure={unit.gaps} label={t('Gaps')} />
            <Cell figure={unit.raised} label={t('An auditor would raise')} />
          </tr>
        ))}
      </TableCard>
    </div>
  );
}

function Plain({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <td data-label={label} className={value === 0 ? 'num zero' : 'num'}>
      {numberText(value)}
    </td>
  );
}
