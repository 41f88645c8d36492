import { recordView } from '#platform/view.ts';
import { templateCopy } from './contract.ts';

export const templateCopies = recordView(templateCopy);
