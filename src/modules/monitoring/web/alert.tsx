import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, numberText, t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useOrg } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { Trans } from '#ui/trans.tsx';
import { alertActs, alertEndpoints } from '../alert-contract.ts';
import { figureText } from '../figure-text.ts';
import { mayCloseAlert, mayTriage } from '../policy.ts';
import { AlertState, Severity } from './alerts.tsx';
import type { Alert } from './types.ts';
import { ENDS, intervalText, metricTitle, OPS, shortHash, sliceTitle, windowText } from './words.ts';

type Case = OutputOf<typeof alertActs.case>;
type Act = 'watch' | 'act' | 'dismiss' | 'close';

/** One alert: the windows around it, what was decided, and whether it can be closed. */
export default function AlertRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const alert = useEndpoint(alertEndpoints.get, { id });
  const found = useEndpoint(alertActs.case, { id });
  return (
    <Await query={alert as never}>
      {(shown: Alert) => <Await query={found}>{(of) => <Shown alert={shown} of={of} />}</Await>}
    </Await>
  );
}

function Shown({ alert, of }: { readonly alert: Alert; readonly of: Case }) {
  const actor = useActor();
  return (
    <Page
      title={alert.title}
      sentence={t('{ref} · version {version}', { ref: alert.ref, version: alert.version })}
      actions={<Acts alert={alert} of={of} />}
    >
      <div className="line-of-facts">
        <AlertState state={alert.state} />
        <Severity severity={alert.severity} />
        <span>
          <OrgLink path={`/monitors/${alert.monitorId}`}>
            {of.monitorRef} {of.monitorTitle}
          </OrgLink>
        </span>
        <span>
          <OrgLink path={`/systems/${alert.systemId}`}>
            {of.systemRef} {of.systemName}
          </OrgLink>
        </span>
        {alert.state === 'open' && (
          <span>
            <Trans id="to be decided <0/>" components={{ 0: <Day day={alert.triageBy} /> }} />
          </span>
        )}
      </div>
      <div className="two">
        <div>
          <Rule alert={alert} />
          <Windows alert={alert} of={of} />
          <Steps of={of} />
        </div>
        <div>
          <div className="spaced">
            <EditableFields
              record={alert}
              fields={[{ key: 'ownerId', label: t('Who deals with it'), kind: 'person' }]}
              update={alertEndpoints.update}
              decision={mayTriage(actor)}
            />
          </div>
          <Connected endpoint={alertEndpoints.linked} id={alert.id} />
          <EvidenceOf id={alert.id} canAdd={mayTriage(actor)} />
          <History endpoint={alertEndpoints.history} id={alert.id} />
        </div>
      </div>
    </Page>
  );
}

function Rule({ alert }: { readonly alert: Alert }) {
  if (!alert.opening)
    return (
      <p className="read">
        {t(
          '{missing, plural, one {A window was} other {# windows were}} expected and did not come. Silence is looked at like a breach: a pipeline that stands still hides what the system does.',
          { missing: alert.missing.length },
        )}
      </p>
    );
  const { metric, slice, op, on, limit, needed, observed, n } = alert.opening;
  return (
    <p className="read">
      <Trans
        id="The threshold <0/> looks at {ends} of <1/>, {slice}: an alert when it is {op} {limit}{windows}. It opened at {observed}, n = {n}."
        values={{
          ends: t(ENDS[on]),
          slice: sliceTitle(slice).toLowerCase(),
          op: t(OPS[op]),
          limit: figureText(metric, limit),
          windows: needed > 1 ? ` ${t('in {needed} windows in a row', { needed })}` : '',
          observed: figureText(metric, observed),
          n: numberText(n),
        }}
        components={{ 0: <code>{alert.threshold}</code>, 1: <strong>{metricTitle(metric)}</strong> }}
      />
    </p>
  );
}

const OUTCOMES = {
  outside: { label: msg('Outside'), tone: 'bad' },
  inside: { label: msg('Inside'), tone: 'good' },
  'not-judged': { label: msg('Not judged'), tone: 'muted' },
  missing: { label: msg('Did not come'), tone: 'warning' },
} as const;

function Windows({ alert, of }: { readonly alert: Alert; readonly of: Case }) {
  const timeZone = useOrg()?.timeZone ?? 'UTC';
  return (
    <Section title={t('Windows, newest first')}>
      <TableCard
        label={t('Windows of this alert, newest first')}
        head={[
          t('Window'),
          t('Judged now'),
          ...(alert.metric ? [{ num: t('Value') }, t('Interval'), { num: 'n' }] : []),
          t('Hash'),
        ]}
      >
        {of.windows.toReversed().map((each) => (
          <tr key={each.windowFrom}>
            <td>
              {each.resultId ? (
                <OrgLink path={`/results/${each.resultId}`}>
                  {windowText(each.windowFrom, each.windowTo, timeZone)}
                </OrgLink>
              ) : (
                t('from {windowFrom}', {
                  windowFrom: windowText(each.windowFrom, each.windowFrom, timeZone),
                })
              )}
            </td>
            <td data-label={t('Judged now')}>
              <StateMark
                {...(alert.kind === 'gap' && each.outcome === 'inside' ? CAME : OUTCOMES[each.outcome])}
              />
            </td>
            {alert.metric && (
              <>
                <td className="num" data-label={t('Value')}>
                  {figureText(alert.metric, each.value)}
                </td>
                <td data-label={t('Interval')}>{intervalText(alert.metric, each.lo, each.hi)}</td>
                <td className="num" data-label="n">
                  {each.n?.toLocaleString('en-GB')}
                </td>
              </>
            )}
            <td className="mono" data-label={t('Hash')}>
              {each.resultHash ? shortHash(each.resultHash) : ''}
            </td>
          </tr>
        ))}
      </TableCard>
      <p className="quiet">{of.why}</p>
    </Section>
  );
}

const CAME = { label: msg('Came'), tone: 'good' } as const;

function Steps({ of }: { readonly of: Case }) {
  return (
    <Section title={t('From the figure to the end')}>
      <ol className="past-acts">
        {of.steps.map((each) => (
          <li key={each.step}>
            <strong>{each.step}</strong> {each.by && <>{t('by {by}', { by: each.by })}</>}{' '}
            <Day day={each.at} />
            {each.text && <div>{each.text}</div>}
            {each.resultHash && (
              <div className="quiet meta">
                <Trans
                  id="result <0/>"
                  components={{ 0: <span className="mono wrap-anywhere">{each.resultHash}</span> }}
                />
              </div>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Acts({ alert, of }: { readonly alert: Alert; readonly of: Case }) {
  const actor = useActor();
  const [act, setAct] = useState<Act | null>(null);
  const { state } = alert;
  const close: Decision =
    state === 'open'
      ? { allowed: false, reason: t('Decide first what it is.') }
      : of.mayClose
        ? alert.triagedBy === actor.id
          ? { allowed: false, reason: t('You decided what to do about it; somebody else closes it.') }
          : mayCloseAlert(actor)
        : { allowed: false, reason: of.why };
  if (state === 'closed' || state === 'dismissed') return null;
  return (
    <>
      {(state === 'open' || state === 'watching') && (
        <ActButton decision={mayTriage(actor)} primary={state === 'open'} onClick={() => setAct('act')}>
          {t('Deal with it')}
        </ActButton>
      )}
      {state === 'open' && (
        <ActButton decision={mayTriage(actor)} onClick={() => setAct('watch')}>
          {t('Watch the next windows')}
        </ActButton>
      )}
      {(state === 'open' || state === 'watching') && (
        <ActButton decision={mayCloseAlert(actor)} onClick={() => setAct('dismiss')}>
          {t('Dismiss')}
        </ActButton>
      )}
      <ActButton decision={close} primary={state !== 'open'} onClick={() => setAct('close')}>
        {t('Close the alert')}
      </ActButton>
      {act && <Dialog act={act} alert={alert} onClose={() => setAct(null)} />}
    </>
  );
}

const REASON = { key: 'reason', label: msg('Reason'), kind: 'long', required: true } as const;

function Dialog({
  act,
  alert,
  onClose,
}: {
  readonly act: Act;
  readonly alert: Alert;
  readonly onClose: () => void;
}) {
  const common = { fixed: { id: alert.id, version: alert.version }, onClose, onDone: onClose };
  switch (act) {
    case 'act':
      return (
        <AskDialog
          {...common}
          title={t('Deal with the alert')}
          explain={t(
            'As a nonconformity: one is raised with the figures and the hash of the result, and goes through correction, cause and corrective action. Name a record if one deals with it already.',
          )}
          fields={[
            {
              key: 'as',
              label: t('What it is'),
              kind: 'select',
              required: true,
              options: [
                { value: 'nonconformity', label: t('A nonconformity') },
                { value: 'incident', label: t('An incident') },
              ],
            },
            REASON,
            {
              key: 'handledBy',
              label: t('Record that deals with it'),
              kind: 'text',
              help: t('A reference such as NCR-0003; empty raises a new nonconformity.'),
            },
          ]}
          prepare={({ handledBy, ...rest }) => ({ ...rest, ...(handledBy ? { handledBy } : {}) })}
          endpoint={alertActs.act}
          verb={t('Deal with it')}
        />
      );
    case 'watch':
      return (
        <AskDialog
          {...common}
          title={t('Watch the next windows')}
          explain={t(
            'Nothing else happens now. The alert stays until later windows are back inside and somebody else closes it.',
          )}
          fields={[REASON]}
          endpoint={alertActs.watch}
          verb={t('Watch the next windows')}
        />
      );
    case 'dismiss':
      return (
        <AskDialog
          {...common}
          title={t('Dismiss the alert')}
          explain={t(
            'Say why the figure needs nothing. Whoever measures the AI system does not dismiss its alerts.',
          )}
          fields={[REASON]}
          endpoint={alertActs.dismiss}
          verb={t('Dismiss the alert')}
        />
      );
    case 'close':
      return (
        <AskDialog
          {...common}
          title={t('Close the alert')}
          explain={t('The hashes of the windows that are back inside stay with it.')}
          fields={[{ ...REASON, label: t('Why it is over') }]}
          endpoint={alertActs.close}
          verb={t('Close the alert')}
        />
      );
  }
}
