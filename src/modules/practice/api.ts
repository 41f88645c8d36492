export { mayTake } from './policy.ts';
export { compare, copiedFrom, hashOf, type Template, templatesOf } from './templates.ts';
