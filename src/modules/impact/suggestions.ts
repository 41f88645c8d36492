import { t } from '#kernel/language.ts';
import type { Content } from './content.ts';
import type { AnswerValue } from './values.ts';

/** What the record of the AI system says to a question. Taken over by a person or not; by itself it answers nothing. */
export function suggestedAnswer({ impact, system }: Content, question: string): AnswerValue | null {
  const text = (...parts: readonly (string | null | undefined)[]) => {
    const joined = parts.filter(Boolean).join('\n');
    return joined === '' ? null : { text: joined };
  };
  switch (question) {
    case 'q-purpose':
      return text(impact.purpose, impact.intendedUse && `Intended use: ${impact.intendedUse}`);
    case 'q-groups':
      return system?.affectedPeople ? { items: [system.affectedPeople.slice(0, 1000)] } : null;
    case 'q-role': {
      const [provider, deployer] = ['provider', 'deployer'].map((role) => system?.actRoles.includes(role));
      if (!system || system.actRoles.length === 0) return null;
      return {
        option: provider && deployer ? 'both' : provider ? 'provider' : deployer ? 'deployer' : 'other',
      };
    }
    case 'q-personal-data': {
      const data = system?.dataCategories ?? [];
      if (data.length === 0) return null;
      return { option: data.some((each) => each !== 'public' && each !== 'confidential') ? 'yes' : 'no' };
    }
    case 'q-special': {
      const data = system?.dataCategories ?? [];
      return data.includes('special-categories') || data.includes('biometric')
        ? { option: 'yes', reason: t('The record of the AI system names special categories.') }
        : null;
    }
    case 'q-stage':
      return { option: impact.previousId === null ? 'new system' : 'change' };
    case 'q-fria-reuse':
      return impact.previousId === null
        ? null
        : { text: t('The version of this assessment before is the ground.') };
    default:
      return null;
  }
}
