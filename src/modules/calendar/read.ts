import { recordView } from '#platform/view.ts';
import { absence, noticeChoice, obligation, occurrence } from './contract.ts';

/** What has to be done at planned intervals. */
export const obligations = recordView(obligation);
/** Each time that something falls due. */
export const occurrences = recordView(occurrence);
/** Who is away, and who stands in. */
export const absences = recordView(absence);
/** What people want by e-mail. */
export const noticeChoices = recordView(noticeChoice);
