const WITH_VALUE = ['--org', '--server', '--key'];
const MEASURE = ['measure', 'profile', 'merge'];

/**
 * What has to be loaded for some arguments: the commands that measure, the gate of a pipeline, nothing at all for the
 * version, the text of the help, or everything. All modules are needed where one of their verbs may be meant.
 */
export function needsOf(args: readonly string[]): 'nothing' | 'help' | 'measure' | 'gate' | 'everything' {
  const word = args.find((arg, i) => !arg.startsWith('-') && !WITH_VALUE.includes(args[i - 1] ?? ''));
  if (word === undefined) return args.some((arg) => arg === '--about' || arg === '-V') ? 'nothing' : 'help';
  if (MEASURE.includes(word)) return 'measure';
  return word === 'gate' ? 'gate' : 'everything';
}
