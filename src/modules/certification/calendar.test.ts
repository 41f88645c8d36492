import { describe, expect, test } from 'vitest';
import { calendarOf, hasExpired, lastDay } from './calendar.ts';

const certificate = (decidedOn: string, changes: object = {}) => ({
  state: 'granted',
  decidedOn,
  validUntil: lastDay(decidedOn),
  suspendedOn: null,
  ...changes,
});
const held = (kind: string, heldTo: string) => ({
  id: `cau_${heldTo}`,
  kind,
  state: 'held',
  plannedTo: null,
  heldFrom: heldTo,
  heldTo,
});
const days = (...args: Parameters<typeof calendarOf>) =>
  calendarOf(...args).map(({ id, dueOn, state }) => [id, dueOn, state]);

describe('the calendar of a certificate', () => {
  test('counts from the decision: twelve months, each calendar year, three years', () => {
    expect(days(certificate('2026-06-15'), [], '2026-07-01')).toEqual([
      ['year-2027', '2027-06-15', 'open'],
      ['year-2028', '2028-12-31', 'open'],
      ['recertification', '2029-06-14', 'open'],
    ]);
  });

  test('a first surveillance in the year of the decision does not spare the next year', () => {
    const audits = [held('surveillance-1', '2026-12-10')];
    expect(days(certificate('2026-06-15'), audits, '2027-01-01')).toEqual([
      ['first', '2027-06-15', 'done'],
      ['year-2027', '2027-12-31', 'open'],
      ['year-2028', '2028-12-31', 'open'],
      ['recertification', '2029-06-14', 'open'],
    ]);
  });

  test('a decision on the last day of February keeps its day', () => {
    expect(lastDay('2028-02-29')).toBe('2031-02-27');
    expect(days(certificate('2028-02-29'), [], '2028-03-01')[0]).toEqual(['year-2029', '2029-02-28', 'open']);
  });

  test('what was held is done, what is planned says so, what is missed is late', () => {
    const audits = [
      held('surveillance-1', '2027-05-20'),
      {
        ...held('surveillance-2', '2028-05-20'),
        state: 'planned',
        plannedTo: '2028-05-20',
        heldFrom: null,
        heldTo: null,
      },
    ];
    expect(days(certificate('2026-06-15'), audits, '2028-01-01').map((row) => row[2])).toEqual([
      'done',
      'planned',
      'open',
    ]);
    expect(days(certificate('2026-06-15'), [], '2027-06-16')[0]).toEqual(['year-2027', '2027-06-15', 'late']);
  });

  test('audits before the decision count for nothing', () => {
    expect(days(certificate('2026-06-15'), [held('surveillance-1', '2026-05-01')], '2026-07-01')[0]![2]).toBe(
      'open',
    );
  });

  test('a suspension ends after six months; a withdrawn certificate has no calendar', () => {
    const suspended = certificate('2026-06-15', { state: 'suspended', suspendedOn: '2027-08-31' });
    expect(days(suspended, [], '2027-09-01')).toContainEqual(['suspension', '2028-02-29', 'open']);
    expect(calendarOf(certificate('2026-06-15', { state: 'withdrawn' }), [], '2027-01-01')).toEqual([]);
  });

  test('a certificate ends by itself the day after its last', () => {
    expect(hasExpired(certificate('2026-06-15'), '2029-06-14')).toBe(false);
    expect(hasExpired(certificate('2026-06-15'), '2029-06-15')).toBe(true);
  });
});
