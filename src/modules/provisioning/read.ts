import { recordView } from '#platform/view.ts';
import { directoryGroup, directoryUser, provisioningToken } from './contract.ts';

export const provisioningTokens = recordView(provisioningToken);
export const directoryUsers = recordView(directoryUser);
export const directoryGroups = recordView(directoryGroup);

/** From a group of a directory to each of its members, who are persons. */
export const GROUP_MEMBER = 'directory-group-member';
