import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { shownDay } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { Await, Day } from '#ui/states.tsx';
import { changeActs } from '../contract-acts.ts';
import { mayDecideRule } from '../policy.ts';
import { ChangeTabs } from './tabs.tsx';

type Rule = {
  readonly cause: string;
  readonly dependent: string;
  readonly marks: boolean;
  readonly decided: boolean;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
};
type Named = { readonly id: string; readonly title: string };

/** Which change makes what stale: as shipped, and as the organisation decided, each cell with its reason. */
export default function StaleRules() {
  const query = useEndpoint(changeActs.rules, {});
  const [chosen, setChosen] = useState<Rule | null>(null);
  return (
    <Page
      title={t('What a change makes stale')}
      clause="8.1"
      sentence={t(
        'Each row is a change, each column something people decided about AI systems. A change marks what was decided before it; you may decide otherwise, with the reason.',
      )}
      wide
    >
      <ChangeTabs />
      <Await query={query}>
        {({ causes, dependents, rules }) => {
          const byPair = new Map(rules.map((rule) => [`${rule.cause} ${rule.dependent}`, rule]));
          return (
            <>
              <section
                className="card rule-matrix"
                tabIndex={0}
                aria-label={t('Changes and what they make stale')}
              >
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{t('What changes')}</th>
                      {dependents.map((each) => (
                        <th key={each.id} scope="col">
                          {each.title}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {causes.map((cause) => (
                      <tr key={cause.id}>
                        <th scope="row">{cause.title}</th>
                        {dependents.map((each) => (
                          <Cell
                            key={each.id}
                            rule={byPair.get(`${cause.id} ${each.id}`)!}
                            label={`${cause.title}: ${each.title}`}
                            onChoose={setChosen}
                          />
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
              <p className="quiet meta">
                {t(
                  '● marks · – leaves untouched · bold: decided by you. Everything marks unless a reason speaks against it; a change of a rule holds at once for what nobody has looked at yet.',
                )}
              </p>
              <Decisions rules={rules} causes={causes} dependents={dependents} />
              {chosen && (
                <Decide
                  rule={chosen}
                  causes={causes}
                  dependents={dependents}
                  onClose={() => setChosen(null)}
                />
              )}
            </>
          );
        }}
      </Await>
    </Page>
  );
}

function Cell({
  rule,
  label,
  onChoose,
}: {
  readonly rule: Rule;
  readonly label: string;
  readonly onChoose: (rule: Rule) => void;
}) {
  const decision = mayDecideRule(useActor());
  const words = rule.marks ? t('● marks') : t('– untouched');
  const why = [
    rule.reason,
    rule.decidedBy && `${rule.decidedBy}, ${rule.decidedOn ? longDay(rule.decidedOn) : ''}`,
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <td>
      <button
        type="button"
        className={rule.decided ? 'decided' : undefined}
        disabled={!decision.allowed || shownDay() !== null}
        title={decision.allowed ? why || undefined : decision.reason}
        aria-label={`${label}: ${rule.marks ? t('marks') : t('leaves untouched')}`}
        onClick={() => onChoose(rule)}
      >
        {words}
      </button>
    </td>
  );
}

function Decisions(props: {
  readonly rules: readonly Rule[];
  readonly causes: readonly Named[];
  readonly dependents: readonly Named[];
}) {
  const title = (all: readonly Named[], id: string) => all.find((each) => each.id === id)?.title ?? id;
  const reasoned = props.rules.filter((rule) => rule.reason !== null);
  if (reasoned.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('Where a reason stands')}</h2>
      <ul className="card affected">
        {reasoned.map((rule) => (
          <li key={`${rule.cause} ${rule.dependent}`}>
            <span>
              {title(props.causes, rule.cause)} → {midSentence(title(props.dependents, rule.dependent))}:{' '}
              <strong>{rule.marks ? t('marks') : t('untouched')}</strong>
            </span>
            <span>
              {rule.reason}
              <div className="quiet meta">
                {rule.decided ? (
                  <>
                    {rule.decidedBy}, <Day day={rule.decidedOn} />
                  </>
                ) : (
                  t('As shipped')
                )}
              </div>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decide(props: {
  readonly rule: Rule;
  readonly causes: readonly Named[];
  readonly dependents: readonly Named[];
  readonly onClose: () => void;
}) {
  const { rule, onClose } = props;
  const title = (all: readonly Named[], id: string) => all.find((each) => each.id === id)?.title ?? id;
  const what = midSentence(title(props.dependents, rule.dependent));
  return (
    <AskDialog
      title={rule.marks ? t('Let this change leave it untouched') : t('Let this change mark it')}
      explain={`${title(props.causes, rule.cause)} → ${what}. ${
        rule.marks
          ? t('Marks that are open because of it are then taken away at once.')
          : t('What nobody has looked at since such a change is then to be looked at.')
      }`}
      fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
      fixed={{ cause: rule.cause, dependent: rule.dependent, marks: !rule.marks }}
      endpoint={changeActs.decideRule}
      verb={rule.marks ? t('Leave it untouched') : t('Mark it')}
      onClose={onClose}
      onDone={onClose}
    />
  );
}
