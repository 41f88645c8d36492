import { Button } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { daysBetween } from '#kernel/days.ts';
import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { ErrorView } from '#ui/states.tsx';
import type { ShownActivity, WholePlan } from '../contract.ts';
import {
  arrowsOf,
  daysIn,
  HEAD,
  type Line,
  linesOf,
  monthsOf,
  ROW,
  type Scale,
  xOf,
} from './gantt-layout.ts';
import { stepped, useMoves } from './use-moves.ts';
import { progressWords, slackWords } from './words.ts';

/** Narrower than this the chart scrolls sideways instead of shrinking its days. */
const LEAST_WIDTH = 760;

/** The plan as bars over time: moved by mouse and by keys, printed as it is drawn; the table below says the same. */
export function Gantt({
  whole,
  editable,
  onOpen,
}: {
  readonly whole: WholePlan;
  readonly editable: (activity: ShownActivity) => boolean;
  readonly onOpen: (id: string) => void;
}) {
  const frame = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(1100);
  const moves = useMoves(whole);
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) =>
      setWidth(Math.max(LEAST_WIDTH, Math.floor(entry!.contentRect.width) - 2)),
    );
    if (frame.current) seen.observe(frame.current);
    return () => seen.disconnect();
  }, []);
  if (!whole.plan) return null;
  const ends = moves.activities.flatMap((each) => [each.end, each.baseline?.end ?? each.end]);
  const last = ends.reduce((a, b) => (a > b ? a : b), whole.plan.startOn);
  const scale: Scale = {
    from: whole.plan.startOn,
    days: daysBetween(whole.plan.startOn, last) + 8,
    left: width < 900 ? 190 : 310,
    width,
  };
  const lines = linesOf(moves.activities);
  const height = HEAD + lines.length * ROW + 6;
  const titles = new Map(moves.activities.map((each) => [each.id, each.title]));
  return (
    <>
      {moves.error && <ErrorView error={moves.error} />}
      <div role="status" className="quiet meta gantt-said">
        {moves.refusal ??
          (moves.saving ? t('Saving…') : moves.current ? saidOf(moves.current.id, moves.activities) : '')}
      </div>
      <section className="card gantt" ref={frame} tabIndex={0} aria-label={t('The plan as bars over time')}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} fontSize="12">
          <title>
            {t('{title}, {startOn} to {end}', {
              title: whole.plan.title,
              startOn: whole.plan.startOn,
              end: whole.end,
            })}
          </title>
          <Grid scale={scale} height={height} today={whole.today} week={whole.week} />
          <g aria-hidden>
            {arrowsOf(lines, scale).map((arrow) => (
              <path
                key={arrow.key}
                d={arrow.path}
                fill="none"
                stroke={arrow.critical ? 'var(--ink)' : 'var(--line-strong)'}
                strokeWidth={arrow.critical ? 1.2 : 1}
              />
            ))}
          </g>
          <g aria-hidden>
            {lines.map(
              (line) =>
                line.kind === 'activity' && (
                  <BarTitle key={line.activity.id} activity={line.activity} y={line.y} left={scale.left} />
                ),
            )}
          </g>
          {lines.map((line) =>
            line.kind === 'phase' ? (
              <PhaseHead key={line.phase} line={line} scale={scale} />
            ) : (
              <Bar
                key={line.activity.id}
                line={line}
                scale={scale}
                editable={editable(line.activity)}
                moves={moves}
                after={line.activity.after.map(({ id }) => titles.get(id) ?? '')}
                onOpen={() => onOpen(line.activity.id)}
              />
            ),
          )}
        </svg>
      </section>
      <Legend />
    </>
  );
}

function saidOf(id: string, all: readonly ShownActivity[]): string {
  const each = all.find((one) => one.id === id);
  return each
    ? t('{title}: {start} to {end}, {days} days; the plan ends {planEnd}', {
        title: each.title,
        start: longDay(each.start),
        end: longDay(each.end),
        days: each.days,
        planEnd: longDay(all.reduce((end, one) => (one.end > end ? one.end : end), '')),
      })
    : '';
}

function Grid({
  scale,
  height,
  today,
  week,
}: {
  readonly scale: Scale;
  readonly height: number;
  readonly today: string;
  readonly week: number | null;
}) {
  const now = xOf(scale, today);
  return (
    <g aria-hidden>
      {monthsOf(scale).map(({ day, label }) => (
        <g key={day}>
          <line x1={xOf(scale, day)} x2={xOf(scale, day)} y1={HEAD - 12} y2={height} stroke="var(--line)" />
          <text x={xOf(scale, day) + 3} y={HEAD - 16} fill="var(--quiet)">
            {label}
          </text>
        </g>
      ))}
      {now >= scale.left && now <= scale.width && (
        <g>
          <line x1={now} x2={now} y1={HEAD - 8} y2={height} stroke="var(--accent)" strokeWidth="1.5" />
          <text x={now + 4} y={HEAD - 3} fill="var(--accent)">
            {week === null ? t('today') : t('today, week {week}', { week })}
          </text>
        </g>
      )}
    </g>
  );
}

function PhaseHead({
  line,
  scale,
}: {
  readonly line: Line & { readonly kind: 'phase' };
  readonly scale: Scale;
}) {
  return (
    <g>
      <rect x="0" y={line.y} width={scale.width} height={ROW} fill="var(--hover)" />
      <text x="10" y={line.y + 17} fontWeight="600" fill="var(--ink)">
        {line.title}
      </text>
    </g>
  );
}

type BarProps = {
  readonly line: Line & { readonly kind: 'activity' };
  readonly scale: Scale;
  readonly editable: boolean;
  readonly moves: ReturnType<typeof useMoves>;
  readonly after: readonly string[];
  readonly onOpen: () => void;
};

function Bar({ line, scale, editable, moves, after, onOpen }: BarProps) {
  const { activity, y } = line;
  const drag = useRef<{
    readonly x: number;
    readonly stretch: boolean;
    readonly from: ShownActivity;
    moved: boolean;
  } | null>(null);
  const [x1, x2] = [xOf(scale, activity.start), xOf(scale, activity.end, 1)];
  const milestone = activity.kind === 'milestone';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen();
    } else if (event.key === 'Escape') moves.cancel();
    const days = { ArrowRight: 1, ArrowLeft: -1, PageDown: 7, PageUp: -7 }[event.key];
    if (days === undefined || !editable) return;
    event.preventDefault();
    const next = stepped(activity, moves.current, { days, stretch: event.shiftKey });
    if (next) moves.preview(next, true);
  };
  const begin = (event: PointerEvent<SVGGElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = {
      x: event.clientX,
      stretch: (event.target as Element).classList.contains('grip'),
      from: activity,
      moved: false,
    };
  };
  const follow = (event: PointerEvent<SVGGElement>) => {
    const held = drag.current;
    if (!held || !editable) return;
    const days = daysIn(scale, event.clientX - held.x);
    if (days === 0 && !held.moved) return;
    held.moved = true;
    const next = stepped(held.from, null, { days, stretch: held.stretch });
    if (next) moves.preview(next, false);
  };
  const end = () => {
    const held = drag.current;
    drag.current = null;
    if (!held) return;
    if (!held.moved) onOpen();
    else if (moves.current) moves.send(moves.current);
  };
  const label = [
    t('{title}: {start} to {end}; {progress}; slack {slack}.', {
      title: activity.title,
      start: longDay(activity.start),
      end: longDay(activity.end),
      progress: progressWords(activity),
      slack: slackWords(activity),
    }),
    activity.late && t('Late.'),
    after.length > 0 && t('After {activities}.', { activities: after.join(', ') }),
    editable && !milestone && t('Arrow keys move it, with Shift they change its length.'),
    t('Enter opens it.'),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a bar within a drawing; there is no button in SVG
    <g
      role="button"
      tabIndex={0}
      aria-label={label}
      className={editable && !milestone ? 'bar movable' : 'bar'}
      onKeyDown={onKeyDown}
      onPointerDown={begin}
      onPointerMove={follow}
      onPointerUp={end}
      onPointerCancel={() => {
        drag.current = null;
        moves.cancel();
      }}
    >
      <title>{label}</title>
      <rect x="0" y={y} width={scale.width} height={ROW} fill="transparent" className="row" />
      {activity.baseline && (
        <rect
          x={xOf(scale, activity.baseline.start)}
          y={y + ROW - 5}
          width={Math.max(2, xOf(scale, activity.baseline.end, 1) - xOf(scale, activity.baseline.start))}
          height="3"
          fill="var(--line-strong)"
        />
      )}
      {milestone ? (
        <path
          d={`M${x2} ${y + 5} l7 7 l-7 7 l-7 -7 z`}
          fill={activity.progress.state === 'shown' ? 'var(--good)' : 'var(--card)'}
          stroke="var(--ink)"
          strokeWidth="1.5"
        />
      ) : (
        <Shape
          activity={activity}
          at={{ x: x1, y: y + 5, width: Math.max(3, x2 - x1) }}
          editable={editable}
        />
      )}
    </g>
  );
}

function BarTitle({
  activity,
  y,
  left,
}: {
  readonly activity: ShownActivity;
  readonly y: number;
  readonly left: number;
}) {
  const most = Math.floor((left - 30) / 6.1);
  const text = activity.title.length > most ? `${activity.title.slice(0, most - 1)}…` : activity.title;
  return (
    <text x="22" y={y + 17} fill="var(--ink)" pointerEvents="none">
      {activity.late && <tspan fill="var(--warn)">▲ </tspan>}
      {text}
    </text>
  );
}

/** The bar: filled as far as the records show it; a thick edge on the critical path. */
function Shape({
  activity,
  at,
  editable,
}: {
  readonly activity: ShownActivity;
  readonly at: { readonly x: number; readonly y: number; readonly width: number };
  readonly editable: boolean;
}) {
  const { holds, of, state } = activity.progress;
  const share = of === 0 ? 0 : holds / of;
  return (
    <>
      <rect
        {...at}
        height="14"
        rx="2"
        fill="var(--heat-1)"
        stroke={activity.critical ? 'var(--ink)' : 'var(--heat-3)'}
        strokeWidth={activity.critical ? 1.6 : 1}
      />
      {share > 0 && (
        <rect
          x={at.x}
          y={at.y}
          width={at.width * share}
          height="14"
          rx="2"
          fill={state === 'shown' ? 'var(--good)' : 'var(--heat-4)'}
        />
      )}
      {editable && (
        <rect
          className="grip"
          x={at.x + at.width - 4}
          y={at.y - 2}
          width="8"
          height="18"
          fill="transparent"
        />
      )}
    </>
  );
}

function Legend() {
  return (
    <p className="quiet meta">
      {t(
        'Filled: as far as the records show it, green when they show all of it · thick edge: critical, a delay moves the end · thin line below: as approved · ◆ milestone · ▲ late. Drag a bar to move it, its right end to change its length; with the keyboard Tab to a bar, arrows move it by a day, Page Up and Page Down by a week, Shift changes its length, Escape takes it back.',
      )}{' '}
      <Button size="compact-xs" variant="default" className="noprint" onClick={() => window.print()}>
        {t('Print')}
      </Button>
    </p>
  );
}
