/**
 * The last days of the quarters that ended before a day, the oldest first.
 * @param today ISO
 */
export function quarterEnds(today: string, count: number): readonly string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = Math.floor((month - 1) / 3) * 3;
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(year, first - 3 * (count - 1 - i), 0)).toISOString().slice(0, 10),
  );
}
