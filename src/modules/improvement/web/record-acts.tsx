import { msg, t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useToday } from '#ui/hooks.ts';
import { ActButton } from '#ui/states.tsx';
import { actionEndpoints, nonconformityActs as acts } from '../contract.ts';
import { mayApprovePlan, mayClose, mayGrade, mayWork } from '../policy.ts';
import { type Nonconformity, no } from './data.ts';
import { GradeDialog } from './grade-dialog.tsx';
import { ACTION_FIELDS, CATEGORY_CHOICES } from './words.ts';

export type ActName =
  | 'grade'
  | 'correct'
  | 'analyse'
  | 'planAction'
  | 'decideAction'
  | 'chooseEffectiveness'
  | 'approve'
  | 'judge'
  | 'followUp'
  | 'close'
  | 'reopen'
  | 'dismiss'
  | 'resume';

/** The acts of the head: the next one first, for whoever may. */
export function Acts({ it, onAct }: { readonly it: Nonconformity; readonly onAct: (act: ActName) => void }) {
  const actor = useActor();
  const button = (act: ActName, words: string, decision: Decision, primary = false) => (
    <ActButton key={act} decision={decision} primary={primary} onClick={() => onAct(act)}>
      {words}
    </ActButton>
  );
  const close = it.ownerId === actor.id && actor.id !== null;
  switch (it.state) {
    case 'closed':
      return button('reopen', t('Reopen it'), mayClose(actor));
    case 'dismissed':
      return button('resume', t('Take it up again'), mayClose(actor));
    case 'effective':
      return (
        <>
          {button('reopen', t('Reopen it'), mayClose(actor))}
          {button(
            'close',
            t('Close the nonconformity'),
            close ? no(t('You answer for it: a second person closes it.')) : mayClose(actor),
            true,
          )}
        </>
      );
    default:
      return (
        <>
          {['open', 'contained', 'analysed'].includes(it.state) &&
            button('dismiss', t('Not a nonconformity'), mayClose(actor))}
          {button('grade', it.grade ? t('Grade again') : t('Grade it'), mayGrade(actor), it.grade === null)}
          {next(it, actor, button)}
        </>
      );
  }
}

type Button = (act: ActName, words: string, decision: Decision, primary?: boolean) => React.ReactNode;

function next(it: Nonconformity, actor: ReturnType<typeof useActor>, button: Button) {
  const graded = it.grade !== null;
  if (it.state === 'open' || it.state === 'reopened')
    return button('correct', t('Record the correction'), mayWork(actor), graded);
  if (it.state === 'contained') return button('analyse', t('State the cause'), mayWork(actor), graded);
  if (it.state === 'analysed') return button('approve', t('Approve the plan'), approval(it, actor), graded);
  if (it.state === 'implemented')
    return button('judge', t('Judge the effectiveness'), judging(it, actor), true);
  return null;
}

function approval(it: Nonconformity, actor: ReturnType<typeof useActor>): Decision {
  if (!it.grade) return no(t('Grade it first.'));
  if (!it.similarConclusion) return no(t('Record the search for similar cases first.'));
  if (!it.effectMethod) return no(t('Choose how the effect will be judged first.'));
  if ([it.causeBy, it.effectChosenBy].includes(actor.id))
    return no(t('You prepared this plan: a second person approves it.'));
  return mayApprovePlan(actor);
}

function judging(it: Nonconformity, actor: ReturnType<typeof useActor>): Decision {
  return it.effectJudgeId === actor.id || mayClose(actor).allowed
    ? { allowed: true }
    : no(t('The person who was chosen to judge the effect does so.'));
}

/** The dialog of an act. */
export function ActDialog({
  act,
  it,
  onClose,
}: {
  readonly act: ActName;
  readonly it: Nonconformity;
  readonly onClose: () => void;
}) {
  const today = useToday();
  const done = { onClose, onDone: onClose, fixed: { id: it.id, version: it.version } };
  switch (act) {
    case 'grade':
      return <GradeDialog it={it} onClose={onClose} />;
    case 'correct':
      return (
        <AskDialog
          {...done}
          title={t('Record the correction')}
          explain={t(
            'What was done at once to stop it, and what you did about the consequences. The cause comes afterwards.',
          )}
          fields={[
            { key: 'correction', label: t('What was done'), kind: 'long', required: true },
            { key: 'correctedOn', label: t('When'), kind: 'date', required: true },
            { key: 'correctedBy', label: t('By whom'), kind: 'person', help: t('Empty: you') },
            {
              key: 'consequences',
              label: t('Consequences'),
              kind: 'long',
              required: true,
              help: t(
                'Which there were and how they were dealt with; or that there were none, and how you know',
              ),
            },
          ]}
          initial={{ correctedOn: today }}
          prepare={({ correctedBy, ...rest }) => (correctedBy ? { ...rest, correctedBy } : rest)}
          endpoint={acts.correct}
          verb={t('Record the correction')}
        />
      );
    case 'analyse':
      return (
        <AskDialog
          {...done}
          title={t('State the cause')}
          explain={t(
            'The cause that you choose from the analysis: the one which, taken away, keeps it from coming back.',
          )}
          fields={[
            { key: 'cause', label: t('Cause'), kind: 'long', required: true },
            {
              key: 'causeCategory',
              label: t('Kind of cause'),
              kind: 'select',
              required: true,
              options: CATEGORY_CHOICES,
            },
          ]}
          initial={{ cause: it.cause ?? it.whys.at(-1) ?? '', causeCategory: it.causeCategory }}
          endpoint={acts.analyse}
          verb={t('State the cause')}
        />
      );
    case 'planAction':
      return (
        <AskDialog
          onClose={onClose}
          onDone={onClose}
          fixed={{ nonconformityId: it.id }}
          title={t('Plan a corrective action')}
          fields={ACTION_FIELDS}
          endpoint={actionEndpoints.create}
          verb={t('Plan it')}
        />
      );
    default:
      return <LaterDialog act={act} it={it} done={done} />;
  }
}

const REASON: Field = { key: 'reason', label: msg('Reason'), kind: 'long', required: true };
const FOLLOW_UP = [
  { value: 'undecided', label: msg('Not decided yet') },
  { value: 'updated', label: msg('Changed, and linked beside') },
  { value: 'not-needed', label: msg('Nothing has to change') },
];

function LaterDialog({
  act,
  it,
  done,
}: {
  readonly act: ActName;
  readonly it: Nonconformity;
  readonly done: {
    readonly onClose: () => void;
    readonly onDone: () => void;
    readonly fixed: Readonly<Record<string, unknown>>;
  };
}) {
  switch (act) {
    case 'decideAction':
      return it.actionNeeded === false ? (
        <AskDialog
          {...done}
          title={t('Corrective action is needed after all')}
          fields={[]}
          fixed={{ ...done.fixed, needed: true }}
          endpoint={acts.decideAction}
          verb={t('Take the decision back')}
        />
      ) : (
        <AskDialog
          {...done}
          title={t('No corrective action is needed')}
          explain={t(
            'Only for a minor nonconformity, where the correction is enough. The effect is judged all the same.',
          )}
          fields={[REASON]}
          fixed={{ ...done.fixed, needed: false }}
          endpoint={acts.decideAction}
          verb={t('Leave corrective action out')}
        />
      );
    case 'chooseEffectiveness':
      return (
        <AskDialog
          {...done}
          title={t('Choose how the effect will be judged')}
          explain={t('Settled before any action starts, so that nobody fits the measure to the result.')}
          fields={[
            {
              key: 'method',
              label: t('Method'),
              kind: 'long',
              required: true,
              help: t('What will be looked at, and how'),
            },
            {
              key: 'criterion',
              label: t('Criterion'),
              kind: 'long',
              required: true,
              help: t('When it counts as effective'),
            },
            { key: 'dueOn', label: t('On'), kind: 'date', required: true },
            {
              key: 'judgeId',
              label: t('Judged by'),
              kind: 'person',
              required: true,
              help: t('Somebody who owns none of the actions'),
            },
          ]}
          initial={{
            method: it.effectMethod,
            criterion: it.effectCriterion,
            dueOn: it.effectDueOn,
            judgeId: it.effectJudgeId,
          }}
          endpoint={acts.chooseEffectiveness}
          verb={t('Settle it')}
        />
      );
    case 'approve':
      return (
        <AskDialog
          {...done}
          title={t('Approve the plan')}
          explain={t(
            'You say that cause, actions, owners, days and the way the effect is judged fit the nonconformity.',
          )}
          fields={[]}
          endpoint={acts.approve}
          verb={t('Approve the plan')}
        />
      );
    case 'judge':
      return (
        <AskDialog
          {...done}
          title={t('Judge the effectiveness')}
          explain={t(
            'By the criterion: {effectCriterion}. Ineffective begins a new round; this one stays readable.',
            { effectCriterion: it.effectCriterion ?? '' },
          )}
          fields={[
            {
              key: 'result',
              label: t('Result'),
              kind: 'select',
              required: true,
              options: [
                { value: 'effective', label: t('Effective') },
                { value: 'ineffective', label: t('Ineffective') },
              ],
            },
            { key: 'finding', label: t('What you found'), kind: 'long', required: true },
          ]}
          endpoint={acts.judge}
          verb={t('Judge it')}
        />
      );
    case 'followUp':
      return (
        <AskDialog
          {...done}
          title={t('What changes because of it')}
          fields={[
            { key: 'risksDecision', label: t('Risks'), kind: 'select', required: true, options: FOLLOW_UP },
            { key: 'risksNote', label: t('Which, or why none'), kind: 'long' },
            {
              key: 'changesDecision',
              label: t('Management system'),
              kind: 'select',
              required: true,
              options: FOLLOW_UP,
            },
            { key: 'changesNote', label: t('What, or why nothing'), kind: 'long' },
          ]}
          initial={{
            risksDecision: it.risksDecision,
            risksNote: it.risksNote,
            changesDecision: it.changesDecision,
            changesNote: it.changesNote,
          }}
          endpoint={acts.followUp}
          verb={t('Record it')}
        />
      );
    case 'close':
      return (
        <AskDialog
          {...done}
          title={t('Close the nonconformity')}
          explain={t(
            'You say that everything 10.2 asks for was done. What is missing is named when you try.',
          )}
          fields={[{ key: 'note', label: t('Note'), kind: 'long' }]}
          prepare={({ note, ...rest }) => (note ? { ...rest, note } : rest)}
          endpoint={acts.close}
          verb={t('Close the nonconformity')}
        />
      );
    default:
      return (
        <AskDialog
          {...done}
          title={t(ENDINGS[act as keyof typeof ENDINGS].title)}
          fields={[REASON]}
          endpoint={ENDINGS[act as keyof typeof ENDINGS].endpoint}
          verb={t(ENDINGS[act as keyof typeof ENDINGS].verb)}
        />
      );
  }
}

const ENDINGS = {
  reopen: { title: msg('Reopen the nonconformity'), verb: msg('Reopen it'), endpoint: acts.reopen },
  dismiss: {
    title: msg('Decide that it is no nonconformity'),
    verb: msg('Decide it'),
    endpoint: acts.dismiss,
  },
  resume: {
    title: msg('Take the nonconformity up again'),
    verb: msg('Take it up again'),
    endpoint: acts.resume,
  },
} as const;
