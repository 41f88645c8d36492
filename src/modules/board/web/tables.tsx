import { t } from '#kernel/language.ts';
import { verdicts } from '#kernel/verdict.ts';
import { longDay } from '#ui/days.ts';
import { OrgLink } from '#ui/links.tsx';
import { TableCard } from '#ui/table-card.tsx';
import type { Board } from '../contract.ts';
import { Cell } from './figures.tsx';

/** Clause by clause, how many requirements came out how; each number opens the matrix at them. */
export function GroupsTable({ groups }: { readonly groups: Board['groups'] }) {
  const shown = (Object.keys(verdicts) as (keyof typeof verdicts)[]).filter((verdict) =>
    groups.some((group) => group.verdicts.some((each) => each.verdict === verdict && each.count > 0)),
  );
  return (
    <TableCard
      label={t('Requirements by what their records show')}
      head={[
        t('Clause'),
        ...shown.map((verdict) => ({ num: `${verdicts[verdict].mark} ${t(verdicts[verdict].label)}` })),
        { num: t('With open gaps') },
      ]}
    >
      {groups.map((group) => (
        <tr key={group.id}>
          <td>
            <span>
              <span className="ref">{group.id}</span> {group.title}
            </span>
          </td>
          {group.verdicts
            .filter((each) => shown.includes(each.verdict))
            .map((each) => (
              <Cell key={each.verdict} figure={each} label={t(verdicts[each.verdict].label)} />
            ))}
          <Cell figure={group.openGaps} label={t('With open gaps')} />
        </tr>
      ))}
    </TableCard>
  );
}

/** The ends of the last quarters and today: what was kept of the verdicts, and what the registers held. */
export function TrendTable({ trend }: { readonly trend: Board['trend'] }) {
  const labels = trend.at(-1)?.figures.map((each) => each.label) ?? [];
  // Quarters before the first record say nothing.
  const known = trend.filter(({ kept, figures }) => kept !== null || figures.length > 0);
  return (
    <TableCard
      label={t('The last quarters')}
      head={[
        t('At the end of'),
        { num: t('Requirements with complete records') },
        ...labels.map((label) => ({ num: t(label) })),
      ]}
    >
      {known.map(({ day, kept, figures }) => (
        <tr key={day}>
          <td>{longDay(day)}</td>
          <td data-label={t('Complete')} className="num">
            {kept ? (
              <OrgLink path="/conformity/trend" title={t('Kept on {day}', { day: longDay(kept.day) })}>
                {t('{n} of {all}', { n: kept.complete, all: kept.of })}
              </OrgLink>
            ) : (
              <span className="quiet">{t('not kept yet')}</span>
            )}
          </td>
          {labels.map((label) => {
            const figure = figures.find((each) => each.label === label);
            return figure ? (
              <Cell key={label} figure={figure} label={t(label)} />
            ) : (
              <td key={label} data-label={t(label)} className="num zero">
                –
              </td>
            );
          })}
        </tr>
      ))}
    </TableCard>
  );
}
