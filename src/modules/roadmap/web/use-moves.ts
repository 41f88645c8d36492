import { useEffect, useMemo, useRef, useState } from 'react';
import { addDays } from '#kernel/days.ts';
import { useCommand } from '#ui/hooks.ts';
import { activityEndpoints, type ShownActivity, type WholePlan } from '../contract.ts';
import { type Schedule, scheduleOf } from '../schedule.ts';

/** How long the arrow keys rest before the change is sent. */
const REST_MS = 700;

export type Move = { readonly id: string; readonly days?: number; readonly notBefore?: string | null };

/**
 * Moving bars: the whole plan is scheduled again in the browser with each step, and sent once the hand rests. What the
 * schedule refuses is not sent.
 */
export function useMoves(whole: WholePlan) {
  const save = useCommand(activityEndpoints.update);
  const [move, setMove] = useState<Move | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { activities, refusal } = useMemo(() => rescheduled(whole, move), [whole, move]);
  // The plan came back with the change in it: the preview has done its work.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the plan itself is another
  useEffect(() => setMove(null), [whole]);
  const send = (next: Move) => {
    clearTimeout(timer.current);
    const before = whole.activities.find((each) => each.id === next.id)!;
    if (rescheduled(whole, next).refusal) return;
    const { id, ...patch } = next;
    save.mutate({ id, version: before.version, ...patch }, { onError: () => setMove(null) });
  };
  return {
    activities,
    refusal,
    saving: save.isPending,
    error: save.error,
    /** Shows the change at once and sends it when `rest` is over; a drag sends when it ends. */
    preview: (next: Move, rest: boolean) => {
      setMove(next);
      clearTimeout(timer.current);
      if (rest) timer.current = setTimeout(() => send(next), REST_MS);
    },
    send,
    cancel: () => {
      clearTimeout(timer.current);
      setMove(null);
    },
    current: move,
  };
}

/** One step of an activity: so many days later or earlier, or longer or shorter. Milestones only move with what leads to them. */
export function stepped(
  activity: ShownActivity,
  moved: Move | null,
  step: { readonly days: number; readonly stretch: boolean },
): Move | null {
  if (activity.kind === 'milestone') return null;
  const mine = moved?.id === activity.id ? moved : { id: activity.id };
  if (step.stretch) return { ...mine, days: Math.max(1, activity.days + step.days) };
  return { ...mine, notBefore: addDays(activity.start, step.days) };
}

function rescheduled(whole: WholePlan, move: Move | null) {
  if (!move || !whole.plan) return { activities: whole.activities, refusal: null };
  const changed = whole.activities.map((each) => (each.id === move.id ? { ...each, ...move } : each));
  try {
    const schedule = scheduleOf(whole.plan.startOn, changed);
    return { activities: changed.map((each, i) => ({ ...each, ...placed(schedule, i) })), refusal: null };
  } catch (error) {
    return { activities: whole.activities, refusal: (error as Error).message };
  }
}

function placed(schedule: Schedule, i: number) {
  const { start, end, slack, critical } = schedule.tasks[i]!;
  return { start, end, slack, critical };
}
