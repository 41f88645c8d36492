/** What other modules may do here: an alert, an audit finding, an incident or a complaint becomes a nonconformity. */
export { type RaisedNonconformity, raiseNonconformity } from './raise.ts';
