/** Why a score outside 0 to 1 has no calibration. */
export const NO_PROBABILITY = 'scores do not run from 0 to 1, so they are no probabilities';
