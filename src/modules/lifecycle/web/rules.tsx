import { Button, MultiSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { stageTitles } from '#modules/system/contract.ts';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, Day, ErrorView } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { gateActs } from '../contract.ts';
import { kinds } from '../kinds.ts';
import { mayDecideRule } from '../policy.ts';
import { riskClasses } from '../rules.ts';
import { CLASSES, KIND_OPTIONS } from './words.ts';

type Rules = OutputOf<typeof gateActs.rules>;
type Rule = Rules['rules'][number];
type Conditions = Rules['conditions'];

/** What each gate asks for, by risk class: the organisation's own decision, with a proposal to begin with. */
export default function RulesPage() {
  const query = useEndpoint(gateActs.rules, {});
  const [search, change] = useSearchState();
  return (
    <Page
      title={t('Rules of the gates')}
      clause="A.6.1.3"
      sentence={t(
        'Which approved records and conditions each gate asks for, by risk class. Until you decide, a proposal applies.',
      )}
    >
      <Await query={query}>
        {({ rules, conditions }) => (
          <>
            {rules.map((rule) =>
              search.edit === rule.stage ? (
                <Editing
                  key={rule.stage}
                  rule={rule}
                  conditions={conditions}
                  onDone={() => change({ edit: null })}
                />
              ) : (
                <RuleShown
                  key={rule.stage}
                  rule={rule}
                  conditions={conditions}
                  onEdit={() => change({ edit: rule.stage })}
                />
              ),
            )}
          </>
        )}
      </Await>
    </Page>
  );
}

function RuleShown({
  rule,
  conditions,
  onEdit,
}: {
  readonly rule: Rule;
  readonly conditions: Conditions;
  readonly onEdit: () => void;
}) {
  const names = useNames();
  const decision = mayDecideRule(useActor());
  const asked = conditions.filter((each) => each.stages?.includes(rule.stage) ?? true);
  return (
    <Section
      title={t('Gate to {stageTitles}', { stageTitles: midSentence(t(stageTitles[rule.stage])) })}
      actions={
        <ActButton decision={decision} compact onClick={onEdit}>
          {t('Decide this gate')}
        </ActButton>
      }
    >
      <p className="quiet" style={{ margin: '0 0 6px' }}>
        {rule.decidedBy ? (
          <Trans
            id="Decided by {decidedBy}, <0/>: “{reason}”"
            values={{ decidedBy: names(rule.decidedBy), reason: rule.reason }}
            components={{ 0: <Day day={rule.decidedOn} /> }}
          />
        ) : (
          t('Nobody has decided this gate: the proposal applies.')
        )}
      </p>
      <section
        className="card scroll-x"
        tabIndex={0}
        aria-label={t('Rule of the gate to {stageTitles}', { stageTitles: t(stageTitles[rule.stage]) })}
      >
        <table className="list rows-table">
          <thead>
            <tr>
              <th scope="col">{t('Class')}</th>
              <th scope="col">{t('Approved records')}</th>
              <th scope="col">{t('Conditions left out')}</th>
            </tr>
          </thead>
          <tbody>
            {riskClasses.map((each) => (
              <tr key={each}>
                <th scope="row">{t(CLASSES[each])}</th>
                <td data-label={t('Approved records')}>
                  {rule.needs[each].map((kind) => t(kinds[kind].title)).join(', ') || (
                    <span className="quiet">{t('none')}</span>
                  )}
                </td>
                <td data-label={t('Conditions left out')}>
                  {asked
                    .filter((one) => rule.without[each].includes(one.id))
                    .map((one) => one.title)
                    .join(', ') || (
                    <span className="quiet">{t('none of {asked}', { asked: asked.length })}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function Editing({
  rule,
  conditions,
  onDone,
}: {
  readonly rule: Rule;
  readonly conditions: Conditions;
  readonly onDone: () => void;
}) {
  const [needs, setNeeds] = useState(rule.needs);
  const [without, setWithout] = useState(rule.without);
  const [reason, setReason] = useState('');
  const save = useCommand(gateActs.decideRule);
  const asked = conditions
    .filter((each) => each.stages?.includes(rule.stage) ?? true)
    .map((each) => ({ value: each.id, label: each.title }));
  return (
    <Section
      title={t('Decide the gate to {stageTitles}', { stageTitles: midSentence(t(stageTitles[rule.stage])) })}
    >
      <div className="card" style={{ padding: 16 }}>
        {save.error && <ErrorView error={save.error} />}
        {riskClasses.map((each) => (
          <fieldset key={each} className="rule-class">
            <legend>{t(CLASSES[each])}</legend>
            <MultiSelect
              label={t('Approved records')}
              aria-label={t('Approved records, class {classes}', { classes: t(CLASSES[each]) })}
              data={KIND_OPTIONS}
              value={needs[each]}
              onChange={(chosen) => setNeeds({ ...needs, [each]: chosen })}
            />
            <MultiSelect
              label={t('Conditions left out')}
              aria-label={t('Conditions left out, class {classes}', { classes: t(CLASSES[each]) })}
              data={asked}
              value={without[each].filter((id) => asked.some((one) => one.value === id))}
              onChange={(chosen) => setWithout({ ...without, [each]: chosen })}
            />
          </fieldset>
        ))}
        <Textarea
          label={t('Reason')}
          description={t('An auditor will ask why this gate asks for this')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          mt={8}
        />
        <div style={{ display: 'flex', gap: 8, marginTop: 12, flexWrap: 'wrap' }}>
          <ActButton
            primary
            decision={
              reason.trim().length < 3
                ? { allowed: false, reason: t('Give the reason first.') }
                : { allowed: true }
            }
            loading={save.isPending}
            onClick={() => save.mutate({ stage: rule.stage, needs, without, reason }, { onSuccess: onDone })}
          >
            {t('Decide this gate')}
          </ActButton>
          <Button variant="default" onClick={() => setNeeds(rule.proposed)}>
            {t('Take the proposal')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('Cancel')}
          </Button>
        </div>
      </div>
    </Section>
  );
}
