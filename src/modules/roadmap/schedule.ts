import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

/** One activity as the schedule sees it. Durations and lags are calendar days; a milestone takes none. */
export type Task = {
  readonly id: string;
  readonly title: string;
  readonly days: number;
  /** Starts when the other has finished, and this many days after it; a negative lag lets them overlap. */
  readonly after: readonly { readonly id: string; readonly lag: number }[];
  /** Not before this day (`YYYY-MM-DD`), whatever comes before it. */
  readonly notBefore: string | null;
};

/** When an activity takes place. `end` is its last day; a milestone has the day on which it is reached as both. */
export type Scheduled = {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  /** The latest it may end without moving the end of the plan. */
  readonly latestEnd: string;
  /** Days it may slip without moving the end of the plan. */
  readonly slack: number;
  readonly critical: boolean;
};

export type Schedule = {
  readonly start: string;
  readonly end: string;
  readonly days: number;
  readonly tasks: readonly Scheduled[];
  /** Ids of the activities without slack, in the order of time. */
  readonly criticalPath: readonly string[];
};

const DAY = 86_400_000;
const FIRST = '1970-01-01';
const LAST = '2199-12-31';

/**
 * The critical path method: forwards for the earliest days, backwards for the latest. Pure, linear in activities and
 * dependencies; runs in the browser and on the server.
 * @throws AppError `invalid-input` for a ring (named), an unknown predecessor, a day out of reach, a negative duration
 */
export function scheduleOf(start: string, tasks: readonly Task[]): Schedule {
  const zero = dayNumber(start, 'The plan starts');
  const byId = new Map(tasks.map((task, i) => [task.id, i]));
  if (byId.size !== tasks.length) throw refused('An activity stands in the plan twice.', 'activities');
  const before = tasks.map((task) => predecessorsOf(task, byId));
  const order = inOrder(tasks, before);
  const from = new Int32Array(tasks.length);
  const to = new Int32Array(tasks.length);
  let finish = 0;
  for (const i of order) {
    const task = tasks[i]!;
    let earliest = task.notBefore === null ? 0 : dayNumber(task.notBefore, `"${task.title}" starts`) - zero;
    for (const { at, lag } of before[i]!) earliest = Math.max(earliest, to[at]! + lag);
    from[i] = Math.max(0, earliest);
    to[i] = from[i]! + task.days;
    finish = Math.max(finish, to[i]!);
  }
  const latest = latestEnds(tasks, { before, order, finish });
  if (zero + finish > dayNumber(LAST, '')) throw refused(`The plan would end after ${LAST}.`, 'activities');
  const scheduled = tasks.map((task, i): Scheduled => {
    const slack = latest[i]! - to[i]!;
    return {
      id: task.id,
      // A milestone is one day: the one on which it is reached.
      start: dayAt(zero + (task.days === 0 ? lastDay(from[i]!, to[i]!) : from[i]!)),
      end: dayAt(zero + lastDay(from[i]!, to[i]!)),
      latestEnd: dayAt(zero + lastDay(latest[i]! - task.days, latest[i]!)),
      slack,
      critical: slack === 0,
    };
  });
  return {
    start,
    end: dayAt(zero + Math.max(0, finish - 1)),
    days: finish,
    tasks: scheduled,
    criticalPath: order
      .filter((i) => latest[i] === to[i])
      .sort((a, b) => from[a]! - from[b]! || to[a]! - to[b]!)
      .map((i) => tasks[i]!.id),
  };
}

type Before = readonly { readonly at: number; readonly lag: number }[];

function predecessorsOf(task: Task, byId: ReadonlyMap<string, number>): Before {
  if (!Number.isInteger(task.days) || task.days < 0 || task.days > 3660)
    throw refused(`"${task.title}" must take 0 to 3660 whole days.`, 'days');
  return task.after.map(({ id, lag }) => {
    const at = byId.get(id);
    if (at === undefined)
      throw refused(`"${task.title}" waits for an activity that is not in the plan.`, 'after');
    return { at, lag };
  });
}

/** Predecessors first. @throws AppError naming the ring, when the plan waits for itself */
function inOrder(tasks: readonly Task[], before: readonly Before[]): readonly number[] {
  const waiting = before.map((each) => each.length);
  const after: number[][] = tasks.map(() => []);
  before.forEach((each, i) => {
    for (const { at } of each) after[at]!.push(i);
  });
  const order = waiting.flatMap((count, i) => (count === 0 ? [i] : []));
  for (let n = 0; n < order.length; n += 1)
    for (const next of after[order[n]!]!) {
      waiting[next]! -= 1;
      if (waiting[next] === 0) order.push(next);
    }
  if (order.length === tasks.length) return order;
  const ring = ringIn(before, waiting).map((i) => `"${tasks[i]!.title}"`);
  throw refused(`These activities wait for each other: ${[...ring, ring[0]].join(' → ')}.`, 'after');
}

/** Follows predecessors that are still waiting until one comes back; then turns the ring to the order of work. */
function ringIn(before: readonly Before[], waiting: readonly number[]): readonly number[] {
  const path: number[] = [];
  let at = waiting.findIndex((count) => count > 0);
  while (!path.includes(at)) {
    path.push(at);
    at = before[at]!.find((each) => waiting[each.at]! > 0)!.at;
  }
  return path.slice(path.indexOf(at)).reverse();
}

function latestEnds(
  tasks: readonly Task[],
  plan: { readonly before: readonly Before[]; readonly order: readonly number[]; readonly finish: number },
): Int32Array {
  const latest = new Int32Array(tasks.length).fill(plan.finish);
  for (const i of [...plan.order].reverse())
    for (const { at, lag } of plan.before[i]!)
      latest[at] = Math.min(latest[at]!, latest[i]! - tasks[i]!.days - lag);
  return latest;
}

/** A milestone is reached on the last day of what leads to it. */
function lastDay(from: number, to: number): number {
  return to > from ? to - 1 : Math.max(0, from - 1);
}

function dayNumber(day: string, what: string): number {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(day) ||
    Number.isNaN(time) ||
    new Date(time).toISOString().slice(0, 10) !== day
  )
    throw refused(`"${day}" is no day of the calendar.`, 'date');
  if (day < FIRST || day > LAST)
    throw refused(`${what} on ${day}; a plan lies between ${FIRST} and ${LAST}.`, 'date');
  return time / DAY;
}

function dayAt(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** @param path the field that stands in the way */
function refused(message: string, path: keyof typeof WANTED): AppError {
  return new AppError('invalid-input', message, {
    problems: [{ path, message: WANTED[path] }],
    next: t('Change the dependency, the day or the duration; the plan stays as it was.'),
  });
}

/** What each field may be, for the place where it is typed. */
const WANTED = {
  activities: 'each activity once, ending before 2200',
  after: 'activities of this plan that do not wait for this one',
  days: '0 to 3660 whole days',
  date: 'a day between 1970-01-01 and 2199-12-31',
} as const;
