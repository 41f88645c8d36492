export { type OperatingHistory, operatingHistory } from './history.ts';
