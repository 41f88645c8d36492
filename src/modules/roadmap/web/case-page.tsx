import { Button, MultiSelect, NativeSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '#kernel/language.ts';
import { denied } from '#kernel/policy.ts';
import { midSentence } from '#kernel/words.ts';
import { systemEndpoints } from '#modules/system/contract.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { usePeople } from '#ui/people.ts';
import { History } from '#ui/record-parts.tsx';
import { ActButton, Await, Empty, ErrorView } from '#ui/states.tsx';
import { planEndpoints, planHistory, type WholePlan } from '../contract.ts';
import { mayPlan } from '../policy.ts';
import { Estimator, type FactorEdit } from './estimator.tsx';
import { moneyWords } from './words.ts';

type Plan = NonNullable<WholePlan['plan']>;
type Frame = Pick<
  Plan,
  | 'startOn'
  | 'sponsorId'
  | 'team'
  | 'pilotSystemIds'
  | 'pilotReason'
  | 'currency'
  | 'dayRateCents'
  | 'daysPerRequirement'
  | 'costs'
  | 'benefits'
>;

/** People and money: who, in which pilot areas first, what it costs, and why it is worth it. */
export default function CasePage() {
  const query = useEndpoint(planEndpoints.show, {});
  return (
    <Page
      title={t('People and money')}
      clause="ISO/IEC 42001, 5.1, 7.1"
      sentence={t(
        'Who works on it and who stands behind it, the areas that go first, and the business case with the reason of every amount.',
      )}
      actions={<PageLink path="/plan">{t('To the plan')}</PageLink>}
    >
      <Await query={query}>
        {(whole) =>
          whole.plan ? (
            <Form key={whole.plan.version} plan={whole.plan} whole={whole} />
          ) : (
            <Empty
              title={t('There is no plan yet')}
              why={t('People and money belong to a plan. Draft it first; it takes a minute.')}
            >
              <PageLink path="/plan">{t('Draft the plan')}</PageLink>
            </Empty>
          )
        }
      </Await>
    </Page>
  );
}

function Form({ plan, whole }: { readonly plan: Plan; readonly whole: WholePlan }) {
  const people = usePeople().filter((each) => each.active);
  const save = useCommand(planEndpoints.edit);
  const [frame, setFrame] = useState<Frame>(plan);
  const [edits, setEdits] = useState<readonly FactorEdit[]>(plan.factors);
  const may = mayPlan(useActor());
  const decision =
    may.allowed && plan.state !== 'draft'
      ? denied(t('The plan is {state}. Take it back to change its frame.', { state: plan.state }))
      : may;
  const set = (patch: Partial<Frame>) => setFrame((now) => ({ ...now, ...patch }));
  const options = people.map((each) => ({ value: each.id, label: each.name }));
  const {
    startOn,
    sponsorId,
    team,
    pilotSystemIds,
    pilotReason,
    currency,
    dayRateCents,
    daysPerRequirement,
    costs,
    benefits,
  } = frame;
  return (
    <>
      {save.error && <ErrorView error={save.error} />}
      <div className="two">
        <div className="first-flush">
          <Section title={t('Who')}>
            <TextInput
              label={t('The plan starts on')}
              type="date"
              w={200}
              value={startOn}
              onChange={(event) => set({ startOn: event.currentTarget.value })}
            />
            <Select
              label={t('Sponsor in top management')}
              data={options}
              value={sponsorId}
              onChange={(value) => set({ sponsorId: value })}
              searchable
              mt={8}
            />
            <Rows
              title={t('Team')}
              rows={team}
              empty={{ personId: options[0]?.value ?? '', duty: '', daysPerWeek: 1 }}
              onRows={(next) => set({ team: next })}
              row={(each, change, i) => (
                <>
                  <NativeSelect
                    aria-label={t('Person {i}', { i: i + 1 })}
                    data={options}
                    value={each.personId}
                    onChange={(event) => change({ personId: event.currentTarget.value })}
                  />
                  <TextInput
                    aria-label={t('What person {i} does', { i: i + 1 })}
                    placeholder={t('What they do')}
                    value={each.duty}
                    onChange={(event) => change({ duty: event.currentTarget.value })}
                  />
                  <NumberInput
                    aria-label={t('Days a week of person {i}', { i: i + 1 })}
                    w={120}
                    min={0}
                    max={5}
                    suffix=" d/week"
                    value={each.daysPerWeek}
                    onChange={(value) => change({ daysPerWeek: Number(value) || 0 })}
                  />
                </>
              )}
            />
          </Section>
          <Section title={t('Pilot areas before the whole scope')}>
            <Pilots value={pilotSystemIds} onChange={(next) => set({ pilotSystemIds: next })} />
            <Textarea
              label={t('Why these')}
              autosize
              value={pilotReason ?? ''}
              onChange={(event) => set({ pilotReason: event.currentTarget.value || null })}
              mt={8}
            />
          </Section>
          <Section title={t('Costs')}>
            <div className="begin-scope">
              <TextInput
                label={t('Currency')}
                w={90}
                value={currency}
                onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
              />
              <MoneyInput
                label={t('Day rate of own work')}
                cents={dayRateCents}
                onCents={(value) => set({ dayRateCents: value })}
              />
              <NumberInput
                label={t('Working days one requirement costs from nothing')}
                w={240}
                min={0}
                max={100}
                value={daysPerRequirement}
                onChange={(value) => set({ daysPerRequirement: Number(value) || 0 })}
              />
            </div>
            <Rows
              title={t('Cost')}
              rows={costs}
              empty={{ label: '', reason: '', cents: null, times: 'once' as const }}
              onRows={(next) => set({ costs: next })}
              row={(each, change, i) => (
                <>
                  <TextInput
                    aria-label={t('Cost {i}', { i: i + 1 })}
                    placeholder={t('What')}
                    value={each.label}
                    onChange={(event) => change({ label: event.currentTarget.value })}
                  />
                  <MoneyInput
                    name={t('Amount of cost {i}', { i: i + 1 })}
                    cents={each.cents}
                    onCents={(value) => change({ cents: value })}
                  />
                  <NativeSelect
                    aria-label={t('How often cost {i}', { i: i + 1 })}
                    data={[
                      { value: 'once', label: t('once') },
                      { value: 'yearly', label: t('each year') },
                    ]}
                    value={each.times}
                    onChange={(event) =>
                      change({ times: event.currentTarget.value === 'yearly' ? 'yearly' : 'once' })
                    }
                  />
                  <Textarea
                    aria-label={t('Reason of cost {i}', { i: i + 1 })}
                    placeholder={t('Why')}
                    autosize
                    className="wide-cell"
                    value={each.reason}
                    onChange={(event) => change({ reason: event.currentTarget.value })}
                  />
                </>
              )}
            />
          </Section>
          <Section title={t('What it is worth')}>
            <Rows
              title={t('Benefit')}
              rows={benefits}
              empty={{ label: '', reason: '', centsPerYear: null }}
              onRows={(next) => set({ benefits: next })}
              row={(each, change, i) => (
                <>
                  <TextInput
                    aria-label={t('Benefit {i}', { i: i + 1 })}
                    placeholder={t('What')}
                    value={each.label}
                    onChange={(event) => change({ label: event.currentTarget.value })}
                  />
                  <MoneyInput
                    name={`Amount a year of benefit ${i + 1}`}
                    cents={each.centsPerYear}
                    onCents={(value) => change({ centsPerYear: value })}
                  />
                  <Textarea
                    aria-label={t('Reason of benefit {i}', { i: i + 1 })}
                    placeholder={t('Why')}
                    autosize
                    className="wide-cell"
                    value={each.reason}
                    onChange={(event) => change({ reason: event.currentTarget.value })}
                  />
                </>
              )}
            />
          </Section>
          <Section title={t('How long, and why')}>
            <Estimator
              factors={whole.estimate.factors}
              edits={edits}
              onEdits={setEdits}
              readOnly={!decision.allowed}
            />
          </Section>
          <div className="begin-scope" style={{ marginTop: 16 }}>
            <ActButton
              decision={decision}
              primary
              loading={save.isPending}
              onClick={() =>
                save.mutate({
                  id: plan.id,
                  version: plan.version,
                  startOn,
                  sponsorId,
                  team,
                  pilotSystemIds,
                  pilotReason,
                  currency,
                  dayRateCents,
                  daysPerRequirement,
                  costs,
                  benefits,
                  factors: [...edits],
                })
              }
            >
              {t('Keep people and money')}
            </ActButton>
            <span role="status" className="quiet">
              {save.isSuccess ? t('Kept.') : ''}
            </span>
          </div>
        </div>
        <div>
          <Sums />
          <History endpoint={planHistory.history} id={plan.id} />
        </div>
      </div>
    </>
  );
}

function MoneyInput({
  label,
  name,
  cents,
  onCents,
}: {
  readonly label?: string;
  readonly name?: string;
  readonly cents: number | null;
  readonly onCents: (cents: number | null) => void;
}) {
  return (
    <NumberInput
      {...(label && { label })}
      aria-label={name ?? label}
      placeholder={t('not known yet')}
      min={0}
      decimalScale={2}
      thousandSeparator
      w={160}
      value={cents === null ? '' : cents / 100}
      onChange={(value) => onCents(value === '' ? null : Math.round(Number(value) * 100))}
    />
  );
}

/** A short list that is typed into; each row may be taken away. */
function Rows<T>({
  title,
  rows,
  empty,
  onRows,
  row,
}: {
  readonly title: string;
  readonly rows: readonly T[];
  readonly empty: T;
  readonly onRows: (rows: T[]) => void;
  readonly row: (each: T, change: (patch: Partial<T>) => void, index: number) => ReactNode;
}) {
  return (
    <div className="plan-rows">
      {rows.map((each, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own; the order is their identity
        <div key={i} className="plan-row">
          {row(
            each,
            (patch) => onRows(rows.map((one, index) => (index === i ? { ...one, ...patch } : one))),
            i,
          )}
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={t('Take {title} {i} away', { title: midSentence(title), i: i + 1 })}
            onClick={() => onRows(rows.filter((_, index) => index !== i))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button variant="default" size="compact-sm" onClick={() => onRows([...rows, empty])}>
        {t('Add to {title}', { title: midSentence(title) })}
      </Button>
    </div>
  );
}

/** AI systems in scope, found by typing: there may be thousands. */
function Pilots({
  value,
  onChange,
}: {
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}) {
  const [typed, setTyped] = useState('');
  const found = useEndpoint(systemEndpoints.list, {
    scope: 'in',
    limit: 30,
    ...(typed && { q: typed }),
  } as never);
  const chosen = useEndpoint(systemEndpoints.list, { id: value.join(',') || 'none', limit: 50 } as never);
  const rows = [...(found.data?.rows ?? []), ...(chosen.data?.rows ?? [])] as readonly {
    id: string;
    name: string;
    ref: string;
  }[];
  const data = [
    ...new Map(rows.map((each) => [each.id, { value: each.id, label: `${each.ref} ${each.name}` }])).values(),
  ];
  return (
    <MultiSelect
      label={t('AI systems that go first')}
      description={t('Every process once with these, then the rest')}
      data={data}
      value={[...value]}
      onChange={onChange}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t('No AI system in scope matches')}
    />
  );
}

/** The sums, each with its rule. */
function Sums() {
  const query = useEndpoint(planEndpoints.case, {});
  return (
    <Await query={query}>
      {(money) =>
        money && (
          <aside className="aside sums">
            <h2>{t('Business case')}</h2>
            <dl className="facts">
              {(
                [
                  [
                    t('Own work'),
                    t('{effortDays} days: {effortCents}', {
                      effortDays: money.effortDays,
                      effortCents: moneyWords(money.effortCents, money.currency),
                    }),
                  ],
                  [t('Single costs'), moneyWords(money.onceCents, money.currency)],
                  [t('Each year'), moneyWords(money.yearlyCents, money.currency)],
                  [t('One cycle of three years'), moneyWords(money.cycleCents, money.currency)],
                  [t('Amounts nobody knows yet'), String(money.unknownAmounts)],
                  [
                    t('Saved by reuse'),
                    t('{avoidedRequirements} requirements, {avoidedDays} days: {avoidedCents}', {
                      avoidedRequirements: money.avoidedRequirements,
                      avoidedDays: money.avoidedDays,
                      avoidedCents: moneyWords(money.avoidedCents, money.currency),
                    }),
                  ],
                  [t('Worth a year'), moneyWords(money.benefitCentsPerYear, money.currency)],
                ] as const
              ).map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd className="num">{value}</dd>
                </div>
              ))}
            </dl>
            <ul className="quiet meta">
              {money.rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
          </aside>
        )
      }
    </Await>
  );
}
