import { NumberInput, TagsInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { ApiError } from '#ui/api.ts';
import { BandsEditor } from '#ui/bands-editor.tsx';
import { longDay } from '#ui/days.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { riskActs } from '../contract.ts';
import { mayDecideCriteria } from '../policy.ts';
import type { Scale } from '../scale.ts';

type Criteria = Scale & { readonly appetiteStatement: string | null; readonly reviewMonths: number };

/** How this organisation judges risks: its own decision, not a default that nobody took. */
export default function CriteriaPage() {
  const query = useEndpoint(riskActs.criteria, {});
  const names = useNames();
  return (
    <Await query={query}>
      {({ criteria, suggested }) => (
        <Page
          title={t('Risk criteria and appetite')}
          clause="6.1.2"
          sentence={
            criteria
              ? t('Decided by {decidedBy} on {decidedOn}.', {
                  decidedBy: names(criteria.decidedBy),
                  decidedOn: longDay(criteria.decidedOn),
                })
              : t('Nobody has decided yet. Below is a common proposal; change it until it is yours.')
          }
        >
          <Form
            key={criteria?.version ?? 0}
            initial={(criteria ?? suggested) as Criteria}
            version={criteria?.version}
          />
        </Page>
      )}
    </Await>
  );
}

function Form({ initial, version }: { readonly initial: Criteria; readonly version: number | undefined }) {
  const [criteria, setCriteria] = useState(initial);
  const save = useCommand(riskActs.setCriteria);
  const decision = mayDecideCriteria(useActor());
  const set = (patch: Partial<Criteria>) => setCriteria((now) => ({ ...now, ...patch }));
  const problems = save.error instanceof ApiError ? (save.error.problem.problems ?? []) : [];
  return (
    <div className="read">
      {save.error && <ErrorView error={save.error} />}
      <TagsInput
        label={t('Steps of likelihood, from low to high')}
        description={t('Three to six; press Enter after each')}
        value={[...criteria.likelihoodLabels]}
        onChange={(likelihoodLabels) => set({ likelihoodLabels })}
        maxTags={6}
      />
      <TagsInput
        label={t('Steps of consequence, from low to high')}
        value={[...criteria.consequenceLabels]}
        onChange={(consequenceLabels) => set({ consequenceLabels })}
        maxTags={6}
        mt={12}
      />
      <BandsEditor
        title={t('Bands of level, and who may accept what remains')}
        bands={criteria.bands}
        highest={36}
        onChange={(bands) => set({ bands })}
      />
      <Section title={t('Appetite and review')}>
        <NumberInput
          label={t('Appetite: the highest level that needs no treatment')}
          value={criteria.appetite}
          min={0}
          max={36}
          onChange={(appetite) => set({ appetite: Number(appetite) })}
          error={problems.find((each) => each.path === 'appetite')?.message}
        />
        <Textarea
          label={t('Appetite in words')}
          value={criteria.appetiteStatement ?? ''}
          onChange={(event) => set({ appetiteStatement: event.currentTarget.value || null })}
          mt={8}
        />
        <NumberInput
          label={t('Months until a risk is judged again')}
          value={criteria.reviewMonths}
          min={1}
          max={36}
          onChange={(reviewMonths) => set({ reviewMonths: Number(reviewMonths) })}
          mt={8}
        />
      </Section>
      <div style={{ marginTop: 20, display: 'flex', gap: 12, alignItems: 'center' }}>
        <ActButton
          decision={decision}
          primary
          loading={save.isPending}
          onClick={() =>
            save.mutate({ ...pick(criteria), ...(version !== undefined && { version }) } as never)
          }
        >
          {t('Decide these criteria')}
        </ActButton>
        <span className="quiet" role="status">
          {save.data
            ? t(
                'Decided. {toReassess, plural, one {# risk is} other {# risks are}} due to be judged again.',
                {
                  toReassess: save.data.toReassess,
                },
              )
            : version !== undefined
              ? t('Risks judged by the criteria before are then due again.')
              : ''}
        </span>
      </div>
    </div>
  );
}

function pick({
  likelihoodLabels,
  consequenceLabels,
  bands,
  appetite,
  appetiteStatement,
  reviewMonths,
}: Criteria) {
  return { likelihoodLabels, consequenceLabels, bands, appetite, appetiteStatement, reviewMonths };
}
