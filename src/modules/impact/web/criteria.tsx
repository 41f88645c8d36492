import { NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { BandsEditor } from '#ui/bands-editor.tsx';
import { longDay } from '#ui/days.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { mayDecideImpactCriteria } from '../policy.ts';
import { criteriaActs } from '../screening-acts.ts';
import { screeningFacts } from '../screening-rules.ts';

type Criteria = OutputOf<typeof criteriaActs.show>['suggested'];

/** How this organisation assesses impacts: its own decision, not a default that nobody took. */
export default function ImpactCriteriaPage() {
  const query = useEndpoint(criteriaActs.show, {});
  const names = useNames();
  return (
    <Await query={query}>
      {({ criteria, suggested }) => (
        <Page
          title={t('Impact criteria and screening rules')}
          clause="6.1.4, A.5.2"
          sentence={
            criteria
              ? t('Decided by {decidedBy} on {decidedOn}.', {
                  decidedBy: names(criteria.decidedBy),
                  decidedOn: longDay(criteria.decidedOn),
                })
              : t('Nobody has decided yet. Below is a proposal of the authors; change it until it is yours.')
          }
        >
          <Form key={criteria?.version ?? 0} initial={criteria ?? suggested} version={criteria?.version} />
        </Page>
      )}
    </Await>
  );
}

function Form({ initial, version }: { readonly initial: Criteria; readonly version: number | undefined }) {
  const [criteria, setCriteria] = useState<Criteria>(initial);
  const save = useCommand(criteriaActs.decide);
  const set = (patch: Partial<Criteria>) => setCriteria((now) => ({ ...now, ...patch }));
  return (
    <div className="read">
      {save.error && <ErrorView error={save.error} />}
      <BandsEditor
        title={t('Bands of likelihood × severity, and who may accept what remains')}
        bands={criteria.bands}
        highest={25}
        onChange={(bands) => set({ bands })}
      />
      <Section title={t('What remains')}>
        <NumberInput
          label={t('The highest level that needs no acceptance')}
          value={criteria.acceptable}
          min={0}
          max={25}
          onChange={(acceptable) => set({ acceptable: Number(acceptable) })}
        />
        <NumberInput
          mt={8}
          label={t('From this level on nobody accepts')}
          description={t('Empty: somebody always may')}
          value={criteria.neverFrom ?? ''}
          min={2}
          max={25}
          onChange={(neverFrom) => set({ neverFrom: neverFrom === '' ? null : Number(neverFrom) })}
        />
      </Section>
      <Section title={t('Months until an assessment is done again, by our own risk level')}>
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
          {(['low', 'medium', 'high', 'critical', 'unrated'] as const).map((level) => (
            <NumberInput
              key={level}
              label={level === 'unrated' ? t('Not rated') : level[0]!.toUpperCase() + level.slice(1)}
              value={criteria.reviewMonths[level]}
              min={1}
              max={60}
              w={100}
              onChange={(months) =>
                set({ reviewMonths: { ...criteria.reviewMonths, [level]: Number(months) } })
              }
            />
          ))}
        </div>
      </Section>
      <Rules criteria={criteria} set={set} />
      <div style={{ marginTop: 20, display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <ActButton
          decision={mayDecideImpactCriteria(useActor())}
          primary
          loading={save.isPending}
          onClick={() => save.mutate({ ...picked(criteria), ...(version !== undefined && { version }) })}
        >
          {t('Decide these criteria')}
        </ActButton>
        <span className="quiet" role="status">
          {save.data
            ? t(
                'Decided. {toScreenAgain, plural, one {# screening is} other {# screenings are}} due to be done again.',
                {
                  toScreenAgain: save.data.toScreenAgain,
                },
              )
            : version !== undefined
              ? t('Screenings by the rules before are then due to be done again.')
              : ''}
        </span>
      </div>
    </div>
  );
}

type Part = { readonly criteria: Criteria; readonly set: (patch: Partial<Criteria>) => void };

function Rules({ criteria, set }: Part) {
  const ruleOf = (fact: string) => criteria.rules.find((each) => each.fact === fact);
  const change = (fact: string, depth: string, unknown: string) => {
    const rest = criteria.rules.filter((each) => each.fact !== fact);
    const rule = { fact, depth: depth as 'light', unknown: unknown as 'ask' };
    set({ rules: depth === 'no' ? rest : [...rest, rule] });
  };
  return (
    <Section title={t('Rules of screening')}>
      <p className="quiet" style={{ marginTop: 0 }}>
        {t(
          'The deepest yes decides. “Must be known” keeps the depth open while nobody knows; “may stay unknown” lets the other facts decide.',
        )}
      </p>
      <table className="bench-topics">
        <tbody>
          {screeningFacts.map((fact) => {
            const rule = ruleOf(fact.id);
            return (
              <tr key={fact.id}>
                <th scope="row">
                  {fact.question}
                  {!fact.asked && <span className="quiet meta"> {t('from the record')}</span>}
                </th>
                <td>
                  <NativeSelect
                    size="xs"
                    aria-label={t('A yes to: {question}', { question: fact.question })}
                    data={[
                      { value: 'full', label: t('Yes: full') },
                      { value: 'light', label: t('Yes: light') },
                      { value: 'no', label: t('Does not count') },
                    ]}
                    value={rule?.depth ?? 'no'}
                    onChange={(event) => change(fact.id, event.currentTarget.value, rule?.unknown ?? 'pass')}
                  />
                  {rule && (
                    <NativeSelect
                      size="xs"
                      mt={4}
                      aria-label={t('Not known: {question}', { question: fact.question })}
                      data={[
                        { value: 'ask', label: t('Must be known') },
                        { value: 'pass', label: t('May stay unknown') },
                      ]}
                      value={rule.unknown}
                      onChange={(event) => change(fact.id, rule.depth, event.currentTarget.value)}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function picked({ bands, acceptable, neverFrom, reviewMonths, rules }: Criteria): Criteria {
  return { bands, acceptable, neverFrom, reviewMonths, rules };
}
