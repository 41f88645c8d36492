export { VERSION } from '#platform/version.ts';
