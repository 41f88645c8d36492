import { AppError } from '#kernel/errors.ts';
import type { Keep } from './keep.ts';

/** Where backups are put by themselves, when, and how many stay. */
export type BackupSettings = {
  readonly folder: string;
  /** Minutes after midnight, UTC. */
  readonly minute: number;
  readonly keep: Keep;
};

const KEEP: Keep = { days: 7, weeks: 5, months: 12 };

/**
 * Reads `AIMS_BACKUP_FOLDER`, `AIMS_BACKUP_AT` (`02:15`, UTC) and `AIMS_BACKUP_KEEP` (`7d 5w 12m`).
 * @returns null without a folder: nothing is backed up by itself
 * @throws AppError `invalid-input` naming the variable that is wrong
 */
export function readBackupSettings(env: Readonly<Record<string, string | undefined>>): BackupSettings | null {
  const { AIMS_BACKUP_FOLDER: folder, AIMS_BACKUP_AT: at = '02:15', AIMS_BACKUP_KEEP: keep } = env;
  if (!folder) return null;
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at) ?? [];
  if (hour === undefined)
    throw new AppError(
      'invalid-input',
      `AIMS_BACKUP_AT is "${at}"; it must be a time of day such as 02:15 (UTC).`,
    );
  return {
    folder,
    minute: Number(hour) * 60 + Number(minute),
    keep: keep === undefined ? KEEP : keepOf(keep),
  };
}

function keepOf(text: string): Keep {
  const [, days, weeks, months] = /^(\d{1,4})d (\d{1,4})w (\d{1,4})m$/.exec(text.trim()) ?? [];
  if (days === undefined)
    throw new AppError(
      'invalid-input',
      `AIMS_BACKUP_KEEP is "${text}"; it must name days, weeks and months, such as "7d 5w 12m".`,
    );
  return { days: Number(days), weeks: Number(weeks), months: Number(months) };
}
