import { expect, test } from 'vitest';
import { piles } from './piles.ts';

const task = (id: string, dueAt: string | null) => ({
  id,
  module: 'risk',
  kind: 'review',
  title: id,
  why: 'It waits.',
  href: '/risks',
  dueAt,
  count: 1,
});

test('overdue and due today stand together, the seventh day is still this week, no date comes last', () => {
  const inbox = {
    today: '2026-11-24',
    tasks: [
      task('overdue', '2026-11-01'),
      task('today', '2026-11-24'),
      task('seventh', '2026-12-01'),
      task('eighth', '2026-12-02'),
      task('undated', null),
      { ...task('approval', '2026-11-24'), waitsFor: 'Top management' },
    ],
  };
  expect(piles(inbox).map((pile) => [pile.title, pile.tasks.map(({ id }) => id)])).toEqual([
    ['Today', ['overdue', 'today']],
    ['This week', ['seventh']],
    ['Later, or without a date', ['eighth', 'undated']],
    ['Waiting for others', ['approval']],
  ]);
});

test('an empty inbox has no piles', () => {
  expect(piles({ today: '2026-11-24', tasks: [] })).toEqual([]);
});
