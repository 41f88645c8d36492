import { DOMParser } from '@xmldom/xmldom';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

const LONGEST = 500_000;

/**
 * Reads XML of somebody else. A document type is refused before anything is parsed: with none there are no entities to
 * expand and nothing to fetch.
 * @throws AppError `invalid-input`
 */
export function parseXml(text: string): Document {
  if (text.length > LONGEST) throw refused(t('The XML is too long.'));
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw refused(t('XML with a document type or entities is not taken.'));
  const fail = () => {
    throw refused(t('This is no XML.'));
  };
  const parser = new DOMParser({ errorHandler: { warning: () => {}, error: fail, fatalError: fail } });
  const found = parser.parseFromString(text, 'text/xml') as unknown as Document | undefined;
  if (!found?.documentElement) throw refused(t('This is no XML.'));
  return found;
}

/** Elements of a name in a namespace, at any depth. */
export function elements(from: Document | Element, namespace: string, name: string): readonly Element[] {
  return Array.from(from.getElementsByTagNameNS(namespace, name) as unknown as ArrayLike<Element>);
}

function refused(message: string): AppError {
  return new AppError('invalid-input', message, { next: t('Paste the metadata as the provider gives it.') });
}
