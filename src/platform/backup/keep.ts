/** How many backups stay: the newest of so many days, weeks and months. */
export type Keep = { readonly days: number; readonly weeks: number; readonly months: number };

const NAME = /^aims-(\d{4})-(\d\d)-(\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.tar\.gz$/;
const DAY = 86_400_000;

/** The file name of a backup made at that instant; names sort as the instants do. */
export function backupName(at: Date): string {
  return `aims-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz`;
}

/** When a backup of this name was made, or null when the name is no backup's. */
export function madeAt(name: string): Date | null {
  const [, ...parts] = NAME.exec(name) ?? [];
  if (parts.length === 0) return null;
  const [year, month, day, hour, minute, second] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/**
 * Which of these files may go: backups that are neither the newest of all nor the newest of one of the last days, ISO
 * weeks or months that have one. Whatever is not named like a backup stays. Pure.
 */
export function superfluous(names: readonly string[], keep: Keep): readonly string[] {
  const backups = names
    .flatMap((name) => {
      const at = madeAt(name);
      return at ? [{ name, at }] : [];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  const stay = new Set(backups.slice(0, 1).map((each) => each.name));
  const periods: readonly (readonly [(at: Date) => string, number])[] = [
    [(at) => at.toISOString().slice(0, 10), keep.days],
    [(at) => String(Math.floor((at.getTime() / DAY + 3) / 7)), keep.weeks],
    [(at) => at.toISOString().slice(0, 7), keep.months],
  ];
  for (const [periodOf, count] of periods) {
    const newest = new Map<string, string>();
    for (const { name, at } of backups) if (!newest.has(periodOf(at))) newest.set(periodOf(at), name);
    for (const name of [...newest.values()].slice(0, count)) stay.add(name);
  }
  return backups.filter((each) => !stay.has(each.name)).map((each) => each.name);
}
