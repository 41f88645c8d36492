import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { ExportMenu } from '#ui/export-menu.tsx';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { ActButton, Await, Day, Empty, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { activityEndpoints, planEndpoints, type ShownActivity, type WholePlan } from '../contract.ts';
import { planLifecycle } from '../lifecycle.ts';
import { mayKeepActivity, mayPlan } from '../policy.ts';
import { phases } from '../template.ts';
import { ActivityDrawer } from './activity-drawer.tsx';
import { ActivityTable } from './activity-table.tsx';
import { Estimator, type FactorEdit } from './estimator.tsx';
import { Gantt } from './gantt.tsx';
import { PlanActs } from './plan-acts.tsx';
import { TakeGaps } from './take-gaps.tsx';

/** The way to certification: what is done when, by whom, and what the records show of it. */
export default function PlanPage() {
  const query = useEndpoint(planEndpoints.show, {});
  return (
    <Await query={query}>
      {(whole) => (
        <Page
          wide
          title={t('Plan')}
          clause="ISO/IEC 42001, 4.4, 5.1, 7.1"
          sentence={t(
            'Five phases to certification. Days come from the schedule, progress from your records; nobody types either.',
          )}
          actions={
            <>
              <PageLink path="/plan/audit-date">{t('When is the audit?')}</PageLink>
              {whole.plan && <PageLink path="/plan/case">{t('People and money')}</PageLink>}
              {whole.plan && (
                <ExportMenu
                  formats={['xlsx', 'ics', 'pdf', 'docx']}
                  href={(format) => addressOf(planEndpoints.file, { format })}
                />
              )}
              {whole.plan && <PlanActs whole={whole} />}
            </>
          }
        >
          {whole.plan === null ? <Begin whole={whole} /> : <Shown whole={whole} plan={whole.plan} />}
        </Page>
      )}
    </Await>
  );
}

/** No plan yet: how long it would take, and the button that drafts it. */
function Begin({ whole }: { readonly whole: WholePlan }) {
  const draft = useCommand(planEndpoints.draft);
  const [edits, setEdits] = useState<readonly FactorEdit[]>([]);
  return (
    <>
      <Empty
        title={t('There is no plan yet')}
        why={t(
          'An auditor asks how the management system came to be, and who in top management stood behind it. Ask first where you stand; the plan takes the gaps with it.',
        )}
        example={[
          { title: t('Activity'), text: t('Decide the risk method, criteria and appetite') },
          { title: t('When'), text: t('Weeks 7 and 8, after the context') },
          { title: t('Done when'), text: t('The risk criteria are decided in the register') },
        ]}
      >
        <PageLink path="/gap">{t('Ask where you stand')}</PageLink>
      </Empty>
      {draft.error && <ErrorView error={draft.error} />}
      <Estimator factors={whole.estimate.factors} edits={edits} onEdits={setEdits} readOnly={false} />
      <div style={{ marginTop: 12 }}>
        <ActButton
          decision={mayPlan(useActor())}
          primary
          loading={draft.isPending}
          onClick={() => draft.mutate({ factors: [...edits] })}
        >
          {t('Draft the plan')}
        </ActButton>
      </div>
    </>
  );
}

function Shown({
  whole,
  plan,
}: {
  readonly whole: WholePlan;
  readonly plan: NonNullable<WholePlan['plan']>;
}) {
  const [search, change] = useSearchState();
  const actor = useActor();
  const [adding, setAdding] = useState(false);
  const [taking, setTaking] = useState(false);
  const open = plan.state !== 'closed';
  const opened = whole.activities.find((each) => each.id === search.activity);
  const shown = whole.activities.filter((each) => matches(each, search, actor.id));
  const onOpen = (activity: string) => change({ activity });
  const late = whole.activities.filter((each) => each.late).length;
  return (
    <>
      <p className="plan-line">
        <StateMark {...planLifecycle.states[plan.state]} />
        <span>
          {whole.week === null
            ? t('Not under way')
            : t('Week {week} of {weeks}', { week: whole.week, weeks: plan.weeks })}{' '}
          · <Trans id="ends <0/>" components={{ 0: <Day day={whole.end} /> }} />
          {whole.slipped !== null &&
            whole.slipped !== 0 &&
            ` · ${
              whole.slipped > 0
                ? t('{days, plural, one {# day} other {# days}} later than approved', { days: whole.slipped })
                : t('{days, plural, one {# day} other {# days}} earlier than approved', {
                    days: -whole.slipped,
                  })
            }`}
        </span>
        {late > 0 && (
          <button type="button" className="link" onClick={() => change({ only: 'late' })}>
            {t('▲ {late} late by the records', { late })}
          </button>
        )}
      </p>
      {plan.commitment && (
        <blockquote className="commitment">
          {plan.commitment}
          <footer className="quiet meta">
            {plan.singlePersonReason
              ? t('{approvedByName}, {approvedOn} · approved by one person: {singlePersonReason}', {
                  approvedByName: plan.approvedByName,
                  approvedOn: plan.approvedOn && longDay(plan.approvedOn),
                  singlePersonReason: plan.singlePersonReason,
                })
              : `${plan.approvedByName}, ${plan.approvedOn && longDay(plan.approvedOn)}`}
          </footer>
        </blockquote>
      )}
      <Gantt
        whole={whole}
        editable={(each) => open && mayKeepActivity(actor, each.ownerId).allowed}
        onOpen={onOpen}
      />
      <Filters whole={whole} />
      <ActivityTable
        activities={shown}
        all={whole.activities}
        onOpen={onOpen}
        here={search.activity ?? null}
      />
      {open && (
        <div className="begin-scope" style={{ marginTop: 12 }}>
          <ActButton decision={mayPlan(actor)} onClick={() => setAdding(true)}>
            {t('Add an activity')}
          </ActButton>
          <ActButton decision={mayPlan(actor)} onClick={() => setTaking(true)}>
            {t('Take gaps into the plan')}
          </ActButton>
        </div>
      )}
      <h2 className="plan-h2">{t('How long, and why')}</h2>
      <Estimator factors={whole.estimate.factors} edits={plan.factors} onEdits={() => undefined} readOnly />
      {opened && (
        <ActivityDrawer
          key={opened.id}
          activity={opened}
          all={whole.activities}
          onClose={() => change({ activity: null })}
        />
      )}
      {taking && <TakeGaps planId={plan.id} onClose={() => setTaking(false)} />}
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Add an activity')}
          fields={[
            { key: 'title', label: t('What is done'), kind: 'text', required: true },
            {
              key: 'phase',
              label: t('Phase'),
              kind: 'number',
              required: true,
              help: phases.map((each) => `${each.phase} ${each.title.split(':')[0]}`).join(' · '),
            },
            { key: 'days', label: t('Calendar days'), kind: 'number', required: true },
            { key: 'ownerId', label: t('Owner'), kind: 'person' },
          ]}
          endpoint={activityEndpoints.create}
          fixed={{ kind: 'activity', effortDays: 0 }}
          initial={{ phase: 2, days: 7 }}
          verb={t('Add it')}
          onDone={(made) => {
            setAdding(false);
            change({ activity: made.id });
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

const ONLY = [
  ['mine', msg('Mine')],
  ['late', msg('Late')],
  ['critical', msg('Critical')],
  ['open', msg('Not shown by the records')],
] as const;

function matches(each: ShownActivity, search: Readonly<Record<string, string>>, me: string | null): boolean {
  if (search.phase && String(each.phase) !== search.phase) return false;
  if (search.only === 'mine') return each.ownerId === me;
  if (search.only === 'late') return each.late;
  if (search.only === 'critical') return each.critical;
  return search.only !== 'open' || each.progress.state !== 'shown';
}

function Filters({ whole }: { readonly whole: WholePlan }) {
  const [search, change] = useSearchState();
  return (
    <fieldset className="chips bare noprint" aria-label={t('Show only')} style={{ marginTop: 12 }}>
      {phases.map(({ phase, title }) => (
        <button
          key={phase}
          type="button"
          className="chip"
          aria-pressed={search.phase === String(phase)}
          onClick={() => change({ phase: search.phase === String(phase) ? null : String(phase) })}
        >
          {phase} {title.split(':')[0]} ({whole.activities.filter((each) => each.phase === phase).length})
        </button>
      ))}
      {ONLY.map(([value, label]) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={search.only === value}
          onClick={() => change({ only: search.only === value ? null : value })}
        >
          {t(label)}
        </button>
      ))}
    </fieldset>
  );
}
