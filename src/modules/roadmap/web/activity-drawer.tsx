import { Button, Drawer, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { useActor, useCommand } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { EditableFields } from '#ui/record-parts.tsx';
import { ActButton, ErrorView, StateMark } from '#ui/states.tsx';
import { activityEndpoints, type ShownActivity } from '../contract.ts';
import { mayKeepActivity, mayPlan } from '../policy.ts';
import { proofStates } from '../proofs.ts';
import { slackWords } from './words.ts';

/** One activity over the plan: what it is, when, what it waits for, and what shows that it is done. */
export function ActivityDrawer({
  activity,
  all,
  onClose,
}: {
  readonly activity: ShownActivity;
  readonly all: readonly ShownActivity[];
  readonly onClose: () => void;
}) {
  const actor = useActor();
  const remove = useCommand(activityEndpoints.remove);
  const decision = mayKeepActivity(actor, activity.ownerId);
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={<strong>{activity.ref}</strong>}>
      <h2 className="drawer-title">{activity.title}</h2>
      <p className="quiet">
        {activity.critical
          ? t('{start} to {end}, critical: a delay moves the end of the plan.', {
              start: longDay(activity.start),
              end: longDay(activity.end),
            })
          : t('{start} to {end}, {activity} of slack.', {
              start: longDay(activity.start),
              end: longDay(activity.end),
              activity: slackWords(activity),
            })}
      </p>
      <EditableFields
        record={activity as never}
        update={activityEndpoints.update}
        decision={decision}
        fields={[
          { key: 'title', label: t('Title'), kind: 'text', required: true },
          { key: 'description', label: t('What it is'), kind: 'long' },
          { key: 'ownerId', label: t('Owner'), kind: 'person' },
          { key: 'days', label: t('Calendar days'), kind: 'number', required: true },
          { key: 'effortDays', label: t('Working days'), kind: 'number', required: true },
          { key: 'notBefore', label: t('Not before'), kind: 'date' },
        ]}
      />
      <After activity={activity} all={all} readOnly={!decision.allowed} />
      <Section title={t('What shows that it is done')}>
        {activity.proofs.length === 0 ? (
          <p className="quiet">
            {activity.kind === 'milestone'
              ? t('It is reached when everything that leads to it is shown.')
              : t('Nothing names what would show it; the page then says so instead of guessing.')}
          </p>
        ) : (
          <ul className="sentences">
            {activity.proofs.map((each) => (
              <li key={each.text}>
                <StateMark {...proofStates[each.state]} />{' '}
                {each.href ? <OrgLink path={each.href}>{each.text}</OrgLink> : each.text}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {activity.gapNote && (
        <Section title={t('From the gap analysis')}>
          <p className="read" style={{ whiteSpace: 'pre-line' }}>
            {activity.gapNote}
          </p>
        </Section>
      )}
      {remove.error && <ErrorView error={remove.error} />}
      <div className="dialog-acts">
        <ActButton
          decision={mayPlan(actor)}
          onClick={() =>
            remove.mutate({ id: activity.id, version: activity.version }, { onSuccess: onClose })
          }
        >
          {t('Take it out of the plan')}
        </ActButton>
      </div>
    </Drawer>
  );
}

/** What it waits for, each with a lag in days; a ring is refused by name. */
function After({
  activity,
  all,
  readOnly,
}: {
  readonly activity: ShownActivity;
  readonly all: readonly ShownActivity[];
  readonly readOnly: boolean;
}) {
  const save = useCommand(activityEndpoints.update);
  const [chosen, setChosen] = useState('');
  const set = (after: ShownActivity['after']) =>
    save.mutate({ id: activity.id, version: activity.version, after });
  const known = new Map(all.map((each) => [each.id, each]));
  const others = all.filter(
    (each) => each.id !== activity.id && !activity.after.some((one) => one.id === each.id),
  );
  return (
    <Section title={t('Waits for')}>
      {save.error && <ErrorView error={save.error} />}
      {activity.after.length === 0 && <p className="quiet">{t('Nothing: it may start with the plan.')}</p>}
      <ul className="waits">
        {activity.after.map((each) => (
          <li key={each.id}>
            <span>
              <span className="ref">{known.get(each.id)?.ref}</span> {known.get(each.id)?.title}
            </span>
            <NumberInput
              aria-label={t('Days after {title}', { title: known.get(each.id)?.title })}
              size="xs"
              w={84}
              suffix=" d"
              defaultValue={each.lag}
              disabled={readOnly}
              onBlur={(event) => {
                const lag = Number.parseInt(event.currentTarget.value, 10) || 0;
                if (lag !== each.lag)
                  set(activity.after.map((one) => (one.id === each.id ? { ...one, lag } : one)));
              }}
            />
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              disabled={readOnly}
              aria-label={t('No longer wait for {title}', { title: known.get(each.id)?.title })}
              onClick={() => set(activity.after.filter((one) => one.id !== each.id))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <select
        aria-label={t('Also wait for')}
        value={chosen}
        disabled={readOnly}
        onChange={(event) => {
          setChosen('');
          if (event.currentTarget.value) set([...activity.after, { id: event.currentTarget.value, lag: 0 }]);
        }}
      >
        <option value="">{t('Also wait for…')}</option>
        {others.map((each) => (
          <option key={each.id} value={each.id}>
            {each.ref} {each.title}
          </option>
        ))}
      </select>
    </Section>
  );
}
