import { AppError } from './errors.ts';
import { t } from './language.ts';
import { inRow, midSentence } from './words.ts';

export type Transition<State extends string, Id extends string> = {
  readonly id: Id;
  readonly from: readonly NoInfer<State>[];
  readonly to: NoInfer<State>;
  /** The verb on the button, such as "Accept the residual risk". */
  readonly title: string;
};

/** A state machine: pure data, shared by server, web and command line. */
export type Lifecycle<State extends string = string, Id extends string = string> = {
  readonly initial: NoInfer<State>;
  readonly states: Readonly<Record<State, { readonly label: string; readonly tone: Tone }>>;
  readonly transitions: readonly Transition<State, Id>[];
};

/** How a state is shown: shape, colour and word together, never colour alone. */
export type Tone = 'neutral' | 'active' | 'good' | 'warning' | 'bad' | 'muted';

/** Declares a life cycle; the types of states and transitions are inferred. */
export function defineLifecycle<const State extends string, const Id extends string>(
  lifecycle: Lifecycle<State, Id>,
): Lifecycle<State, Id> {
  return lifecycle;
}

/** The transitions that leave a state. */
function transitionsFrom<State extends string, Id extends string>(
  lifecycle: Lifecycle<State, Id>,
  state: State,
): readonly Transition<State, Id>[] {
  return lifecycle.transitions.filter((transition) => transition.from.includes(state));
}

/**
 * The state after a transition.
 * @throws AppError `wrong-state`, naming the steps that are possible instead
 */
export function nextState<State extends string, Id extends string>(
  lifecycle: Lifecycle<State, Id>,
  state: State,
  id: Id,
): State {
  const transition = lifecycle.transitions.find((each) => each.id === id);
  if (transition?.from.includes(state)) return transition.to;
  const possible = transitionsFrom(lifecycle, state).map((each) => t(each.title));
  const label = t(lifecycle.states[state].label);
  const instead =
    possible.length > 0
      ? t('Possible now: {possible}.', { possible: inRow(possible) })
      : t('This state is final.');
  throw new AppError(
    'wrong-state',
    t('In the state "{label}" you cannot {title}. {instead}', {
      label,
      title: transition ? midSentence(t(transition.title)) : id,
      instead,
    }),
  );
}
