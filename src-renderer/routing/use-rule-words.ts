import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutingDesk } from '../../src-preload/contract.ts';
import { localeOf } from '../words/format.ts';
import type { RuleWords } from './describe-rule.ts';

/** What sentences about rules are made of. */
export function useRuleWords(desk: RoutingDesk): RuleWords {
  const { t, i18n } = useTranslation('routing');
  const roles = useTranslation('roles').t;
  return useMemo(() => ({ t, roles, locale: localeOf(i18n.language), desk }), [t, roles, i18n.language, desk]);
}
