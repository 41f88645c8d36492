import { t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { StateMark } from '#ui/states.tsx';
import type { GateShown } from '../contract.ts';

/** Each condition of a gate: whether it holds, why, and where it is mended. */
export function Conditions({ conditions }: { readonly conditions: GateShown['conditions'] }) {
  if (conditions.length === 0)
    return <p className="quiet">{t('This gate asks for nothing in this class.')}</p>;
  return (
    <ul className="conditions card">
      {conditions.map((each) => (
        <li key={each.id}>
          <StateMark label={each.ok ? t('There') : t('Missing')} tone={each.ok ? 'good' : 'bad'} />
          <span>
            {each.title}. <span className="quiet">{each.reason}</span>
          </span>
          {each.fix && (
            <OrgLink path={each.fix} className="noprint">
              {each.ok ? t('Open it') : t('Mend this')}
              <span className="sr-only">: {each.title}</span>
            </OrgLink>
          )}
        </li>
      ))}
    </ul>
  );
}
