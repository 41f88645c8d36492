/** One entry of a calendar: a whole day, or an instant with a length. */
export type CalendarEvent = {
  /** Names the entry for ever, so that a changed one replaces itself; the domain is added here. */
  readonly uid: string;
  readonly title: string;
  /**
   * A day has no time zone and is the same day everywhere; `lastDay` is included. An instant is ISO-8601 UTC text,
   * which every calendar shows in its reader's own time zone.
   */
  readonly when:
    | { readonly day: string; readonly lastDay?: string }
    | { readonly from: string; readonly to: string };
  /** Says more than the title, in plain text. */
  readonly text?: string;
  readonly url?: string;
  readonly categories?: readonly string[];
  readonly state?: 'confirmed' | 'tentative' | 'cancelled';
  /** Raised with each change, when the source counts its versions. */
  readonly sequence?: number;
};

export type Icalendar = {
  readonly name: string;
  /** ISO-8601 UTC: when this was written. */
  readonly now: string;
  /** Behind each uid, such as the organisation's id and host: `aims_….openaims.invalid`. */
  readonly domain: string;
  readonly events: readonly CalendarEvent[];
  /** How often a program may look again, in hours. */
  readonly refreshHours?: number;
};

/** A calendar as text (RFC 5545, names and refresh by RFC 7986): CRLF, lines folded at 75 bytes, whole days as dates. */
export function toIcalendar(calendar: Icalendar): string {
  const hours = calendar.refreshHours;
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//OpenAIMS//Calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(calendar.name)}`,
    `X-WR-CALNAME:${escaped(calendar.name)}`,
    ...(hours === undefined
      ? []
      : [`REFRESH-INTERVAL;VALUE=DURATION:PT${hours}H`, `X-PUBLISHED-TTL:PT${hours}H`]),
    ...calendar.events.flatMap((event) => eventLines(event, calendar)),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
}

function eventLines(event: CalendarEvent, { now, domain }: Icalendar): readonly string[] {
  const optional = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`${name}:${value}`];
  return [
    'BEGIN:VEVENT',
    `UID:${uidText(event.uid)}@${uidText(domain)}`,
    `DTSTAMP:${instant(now)}`,
    ...span(event.when),
    `SUMMARY:${escaped(event.title)}`,
    ...optional('DESCRIPTION', event.text === undefined ? undefined : escaped(event.text)),
    ...optional('URL', event.url === undefined ? undefined : event.url.replace(/[\r\n]/g, '')),
    ...optional('CATEGORIES', event.categories?.length ? event.categories.map(escaped).join(',') : undefined),
    ...optional('STATUS', event.state?.toUpperCase()),
    ...optional('SEQUENCE', event.sequence === undefined ? undefined : String(event.sequence)),
    // A day on which something falls due keeps nobody busy.
    ...('day' in event.when ? ['TRANSP:TRANSPARENT'] : []),
    'END:VEVENT',
  ];
}

/** DTEND of whole days is the day after the last one (RFC 5545, 3.6.1). */
function span(when: CalendarEvent['when']): readonly string[] {
  if ('from' in when) return [`DTSTART:${instant(when.from)}`, `DTEND:${instant(when.to)}`];
  const after = new Date(Date.parse(when.lastDay ?? when.day) + 86_400_000).toISOString().slice(0, 10);
  return [
    `DTSTART;VALUE=DATE:${when.day.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${after.replaceAll('-', '')}`,
  ];
}

function instant(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Text values escape what has a meaning of its own; control characters have no place in them (RFC 5545, 3.3.11). */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

function uidText(text: string): string {
  return text.replace(/[^A-Za-z0-9._:-]/g, '-');
}

/** Lines are at most 75 bytes; the rest follows behind one space, and no character is cut in two (RFC 5545, 3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const sign of line) {
    const bytes = new TextEncoder().encode(sign).length;
    if (size + bytes > 75) {
      parts.push(part);
      part = '';
      // The space in front of every further line counts.
      size = 1;
    }
    part += sign;
    size += bytes;
  }
  return [...parts, part].join('\r\n ');
}
