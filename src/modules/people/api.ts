export { deactivatePerson } from './service.ts';
