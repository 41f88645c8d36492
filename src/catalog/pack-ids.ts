/** Every kind of pack there is. An id names its content for good; editions of a standard that differ have ids of their own. */
export const packIds = [
  'iso-42001',
  'eu-ai-act',
  'nist-ai-rmf',
  'nist-genai-profile',
  'iso-27001',
  'iso-9001-2015',
  'iso-14001-2015',
  'gdpr',
  'crosswalks',
  'risk-library',
  'impact-dimensions',
  'rights-assessment',
] as const;
export type PackId = (typeof packIds)[number];
