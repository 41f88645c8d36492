import { t } from '#kernel/language.ts';

/** One of a choice. */
export type Option = {
  readonly value: string;
  readonly label: string;
  /** The label is what people typed, such as the name of a unit: it reads the same in every language. */
  readonly stored?: true;
};

/** One of a choice in the language of the reader. */
export function saidOption(option: Option): Option {
  return option.stored ? option : { ...option, label: t(option.label) };
}
