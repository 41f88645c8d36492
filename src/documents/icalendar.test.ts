import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarEvent, toIcalendar } from './icalendar.ts';

const calendar = (events: readonly CalendarEvent[]) =>
  toIcalendar({ name: 'Duties', now: '2026-11-24T09:00:00.000Z', domain: 'aims.example', events });

/** Reads a calendar back as a program would: unfolds, then splits each line into name and value, then unescapes. */
function linesOf(text: string): readonly { readonly name: string; readonly value: string }[] {
  return text
    .replaceAll('\r\n ', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => {
      const colon = line.indexOf(':');
      const value = line
        .slice(colon + 1)
        .replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
      return { name: line.slice(0, colon), value };
    });
}
const readValue = (text: string, name: string) => linesOf(text).find((line) => line.name === name)?.value;

describe('a calendar as text', () => {
  test('writes a whole day as a date and ends it on the day after, across a leap day', () => {
    const text = calendar([
      { uid: 'occ_1', title: 'Review', when: { day: '2028-02-28', lastDay: '2028-02-29' } },
    ]);
    expect(readValue(text, 'DTSTART;VALUE=DATE')).toBe('20280228');
    expect(readValue(text, 'DTEND;VALUE=DATE')).toBe('20280301');
    expect(readValue(text, 'TRANSP')).toBe('TRANSPARENT');
  });

  test('writes an instant in UTC, whatever zone it came in', () => {
    const text = calendar([
      {
        uid: 'a',
        title: 'Audit',
        when: { from: '2026-11-24T10:00:00+01:00', to: '2026-11-24T10:30:00+01:00' },
      },
    ]);
    expect([readValue(text, 'DTSTART'), readValue(text, 'DTEND')]).toEqual([
      '20261124T090000Z',
      '20261124T093000Z',
    ]);
  });

  test('keeps the same uid for the same entry and never leaves its line', () => {
    const event = { uid: 'rsk_1 review\r\nX-EVIL:1', title: 'x', when: { day: '2026-12-01' } };
    expect(readValue(calendar([event]), 'UID')).toBe('rsk_1-review--X-EVIL:1@aims.example');
    expect(calendar([event])).toBe(calendar([event]));
  });

  test('a title or address with line breaks starts no property of its own', () => {
    const text = calendar([
      {
        uid: 'a',
        title: 'One\r\nATTACH:https://evil.example',
        when: { day: '2026-12-01' },
        url: 'https://a.example/\r\nATTACH:x',
      },
    ]);
    expect(linesOf(text).map((line) => line.name)).not.toContain('ATTACH');
    expect(readValue(text, 'SUMMARY')).toBe('One\nATTACH:https://evil.example');
  });

  test('whatever a title holds: lines have at most 75 bytes, no character is cut, and it reads back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (title) => {
        const clean = title
          .toWellFormed()
          .replace(/\r\n?/g, '\n')
          .replace(/[^\P{Cc}\n\t]/gu, '');
        const text = calendar([{ uid: 'a', title, when: { day: '2026-12-01' } }]);
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
          expect(line.isWellFormed()).toBe(true);
        }
        expect(readValue(text, 'SUMMARY')).toBe(clean);
      }),
    );
  });
});
