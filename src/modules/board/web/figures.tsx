import { numberText, t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import type { Figure } from '../contract.ts';

/** Numbers with their words, each a link to what it counts. */
export function Figures({ list, none }: { readonly list: readonly Figure[]; readonly none: string }) {
  if (list.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className="counts">
      {list.map((each) => (
        <li key={each.label}>
          <OrgLink path={each.href} className="plain">
            <span>{each.stored ? each.label : t(each.label)}</span>
            <span className="num">{numberText(each.count)}</span>
          </OrgLink>
        </li>
      ))}
    </ul>
  );
}

/** A number in a cell of a table: a link, or a quiet nought. */
export function Cell({ figure, label }: { readonly figure: Figure; readonly label: string }) {
  return (
    <td data-label={label} className={figure.count === 0 ? 'num zero' : 'num'}>
      {figure.count === 0 ? (
        '0'
      ) : (
        <OrgLink path={figure.href} title={t('{what}: show them', { what: t(figure.label) })}>
          {numberText(figure.count)}
        </OrgLink>
      )}
    </td>
  );
}
