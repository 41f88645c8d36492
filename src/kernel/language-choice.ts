import { z } from 'zod';
import { type Language, languages } from './language.ts';

/** A language to choose. */
export const language = z.enum(Object.keys(languages) as [Language, ...Language[]]);

/** In the input of an endpoint that answers a document: in which language its headings and labels are. */
export const documentLanguage = language
  .optional()
  .describe(
    'of headings, labels and dates; what people wrote stays as it is; left out: as the request asks, else English',
  );
