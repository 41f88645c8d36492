import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { actionEndpoints } from '../contract.ts';
import { actionLifecycle } from '../lifecycle.ts';
import { no, type PartProps } from './data.ts';
import type { ActName } from './record-acts.tsx';

type Action = {
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly state: keyof typeof actionLifecycle.states;
  readonly ownerId: string | null;
  readonly dueOn: string | null;
};

/** The corrective actions of this round (10.2 c). */
export function PlanPart({ it, work, onAct }: PartProps & { readonly onAct: (act: ActName) => void }) {
  const names = useNames();
  const query = useEndpoint(actionEndpoints.list, {
    nonconformityId: it.id,
    round: String(it.round),
    sort: 'dueOn',
  } as never);
  const open = ['contained', 'analysed', 'planned', 'in-progress'].includes(it.state);
  const may = open
    ? work
    : no(t('Actions are planned after the correction and before the effect is judged.'));
  const plan = it.actionNeeded === false ? no(t('It was decided that none is needed.')) : may;
  const mayDecide = ['contained', 'analysed'].includes(it.state)
    ? work
    : no(t('The plan is approved, or not begun.'));
  const leave =
    it.grade === 'minor' ? mayDecide : no(t('Only a minor nonconformity may end with its correction.'));
  return (
    <Section
      title={t('4 Corrective action')}
      actions={
        <div className="row">
          <ActButton
            compact
            decision={it.actionNeeded === false ? mayDecide : leave}
            onClick={() => onAct('decideAction')}
          >
            {it.actionNeeded === false ? t('It is needed after all') : t('None is needed')}
          </ActButton>
          <ActButton compact decision={plan} onClick={() => onAct('planAction')}>
            {t('Plan a corrective action')}
          </ActButton>
        </div>
      }
    >
      {it.actionNeeded === false && (
        <p>{t('None is needed: {noActionReason}', { noActionReason: it.noActionReason })}</p>
      )}
      <Await query={query as never}>
        {({ rows }: { rows: readonly Action[] }) =>
          rows.length === 0 ? (
            it.actionNeeded !== false && <p className="quiet">{t('Nothing is planned in this round.')}</p>
          ) : (
            <ul className="card actions">
              {rows.map((each) => (
                <li key={each.id}>
                  <OrgLink path={`/corrective-actions/${each.id}`} className="plain">
                    <span className="ref">{each.ref}</span> {each.title}
                  </OrgLink>
                  <span className="quiet">{names(each.ownerId)}</span>
                  <StateMark {...actionLifecycle.states[each.state]} />
                  <Day day={each.dueOn} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Section>
  );
}
