/** When an article of the AI Act begins to apply, as the pack says it. */
export type ActDate = {
  /** The first day on which it binds anybody in the case that is shown; null when the pack knows none. */
  readonly from: string | null;
  /** The other days and what they depend on, in words. */
  readonly note: string | null;
};

const CASES: Readonly<Record<string, string>> = {
  practicalAnnexIII: 'in practice for uses of Annex III',
  annexIII: 'for uses of Annex III',
  practicalAnnexI: 'in practice for products of Annex I',
  annexI: 'for products of Annex I',
  newPoints: 'for the newer points',
  legacyArt50_2: 'for older generative systems',
  legacy: 'for what was there before',
  memberStates: 'for the Member States',
};

/**
 * Reads the days of an article. Where the general day is open, the earliest of the cases counts as the first.
 * @param given of the pack: a day for each case, `general`, and a note
 */
export function actDate(given: Readonly<Record<string, unknown>>): ActDate {
  const text = (key: string): string | null => {
    const value = given[key];
    return typeof value === 'string' ? value : null;
  };
  const days = Object.entries(CASES).flatMap(([key, words]) => {
    const day = text(key);
    return day === null ? [] : [{ day, words }];
  });
  const from = text('general') ?? days.map(({ day }) => day).sort()[0] ?? null;
  const others = days.filter(({ day }) => day !== text('general')).map(({ day, words }) => `${day} ${words}`);
  const note = [others.join(', '), text('note')].filter(Boolean).join('. ');
  return { from, note: note === '' ? null : note };
}
