import type { Spec } from './spec.ts';

type Windowing = Spec['window'];

/** A window from `from` up to but not including `to`, as instants in UTC; it closes at `closes`, when lateness is over. */
export type TimeWindow = { readonly from: string; readonly to: string; readonly closes: string };

const HOUR = 3_600_000;

/**
 * The window in which an instant lies. Days, weeks (from Monday), months, quarters and years are those of the time zone,
 * so a day may have 23 or 25 hours.
 * @throws Error for windows of size `all`, which have no ends
 */
export function windowAt(windowing: Windowing, instant: string): TimeWindow {
  const { size, time_zone: zone } = windowing;
  if (size === 'all') throw new Error('A window over everything has no ends.');
  const at = Date.parse(instant);
  if (size === 'hour') {
    const offset = offsetAt(at, zone);
    const from = Math.floor((at + offset) / HOUR) * HOUR - offset;
    return span(from, from + HOUR, windowing);
  }
  const local = new Date(at + offsetAt(at, zone));
  const start = startOf(size, local);
  return span(instantOf(start, zone), instantOf(next(size, start), zone), windowing);
}

/** The window that begins where this one ends. */
export function windowAfter(windowing: Windowing, window: TimeWindow): TimeWindow {
  return windowAt(windowing, window.to);
}

/** Every window that touches the time from `first` to `last`, both included, in rising order. */
export function windowsBetween(windowing: Windowing, first: string, last: string): readonly TimeWindow[] {
  const found: TimeWindow[] = [];
  for (let each = windowAt(windowing, first); each.from <= last; each = windowAfter(windowing, each))
    found.push(each);
  return found;
}

/**
 * The time that somebody means by a day (`2026-10-05`), a month (`2026-10`) or two instants or days with a slash between
 * them, the last day included; null when it is none of these. Days are those of the zone.
 */
export function namedSpan(text: string, zone: string): { readonly from: string; readonly to: string } | null {
  const ends = text.split('/').map((part) => endsOf(part, zone));
  const [first, last] = [ends[0], ends.at(-1)];
  if (ends.length > 2 || !first || !last || first.from >= last.to) return null;
  // An instant names no span of its own, so one alone is not enough.
  return ends.length === 1 && first.from === first.to ? null : { from: first.from, to: last.to };
}

function endsOf(text: string, zone: string): { readonly from: string; readonly to: string } | null {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  const iso = (ms: number) => new Date(ms).toISOString();
  if (match) {
    const [year, month, day] = [Number(match[1]), Number(match[2]) - 1, Number(match[3] ?? 1)];
    const start = utc(year, month, day);
    if (start.getUTCMonth() !== month) return null;
    const end = match[3] ? utc(year, month, day + 1) : utc(year, month + 1, 1);
    return { from: iso(instantOf(start, zone)), to: iso(instantOf(end, zone)) };
  }
  const at = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : { from: iso(at), to: iso(at) };
}

/** The milliseconds of an ISO 8601 duration of days, hours and minutes, such as P3D or PT6H. */
function durationMs(text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  if (!match) throw new Error(`${text} is no duration of days, hours and minutes.`);
  const [days, hours, minutes] = match.slice(1).map((part) => Number(part ?? 0));
  return ((days! * 24 + hours!) * 60 + minutes!) * 60_000;
}

function span(from: number, to: number, { lateness }: Windowing): TimeWindow {
  const iso = (ms: number) => new Date(ms).toISOString();
  return { from: iso(from), to: iso(to), closes: iso(to + durationMs(lateness)) };
}

type Calendar = Exclude<Windowing['size'], 'all' | 'hour'>;

/** The first day of the calendar unit; local dates are carried in the UTC fields of a Date. */
function startOf(size: Calendar, local: Date): Date {
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  if (size === 'day') return utc(year, month, day);
  if (size === 'week') return utc(year, month, day - ((local.getUTCDay() + 6) % 7));
  if (size === 'month') return utc(year, month, 1);
  return size === 'quarter' ? utc(year, month - (month % 3), 1) : utc(year, 0, 1);
}

function next(size: Calendar, start: Date): Date {
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  if (size === 'day') return utc(year, month, day + 1);
  if (size === 'week') return utc(year, month, day + 7);
  if (size === 'month') return utc(year, month + 1, 1);
  return size === 'quarter' ? utc(year, month + 3, 1) : utc(year + 1, 0, 1);
}

function utc(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month, day));
}

/** The instant at which a local day begins. Where midnight is skipped by a clock change, the first instant after it. */
function instantOf(local: Date, zone: string): number {
  const wall = local.getTime();
  const guess = wall - offsetAt(wall, zone);
  const exact = wall - offsetAt(guess, zone);
  return exact + offsetAt(exact, zone) === wall ? exact : Math.max(guess, exact);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of the zone are ahead of UTC at an instant, in ms. */
function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-hc-h23', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  const wall = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
  return wall - Math.floor(instant / 1000) * 1000;
}
