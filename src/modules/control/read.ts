import { recordView } from '#platform/view.ts';
import { control, statement } from './contract.ts';

/** The organisation's controls, those of Annex A and its own. */
export const controls = recordView(control);
/** Statements of Applicability in every state. */
export const statements = recordView(statement);
