import type { TalkTurn } from '@callbrief/relay/wire/agent-talk';
import { useTranslation } from 'react-i18next';
import { waitedMs, type TurnView } from './turn-stages.ts';

const kinds = ['start', 'words', 'keys', 'silence', 'transfer_failed', 'too_long', 'order'] as const;

/** What a reply answers, and how long it took, as sentences. */
export function useTurnWords() {
  const { t, i18n } = useTranslation('agentTalk');
  const seconds = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const took = (ms: number) =>
    ms < 1_000 ? t('ms', { ms: Math.round(ms) }) : t('seconds', { seconds: seconds.format(ms / 1_000) });
  return {
    took,
    answers: ({ to }: TurnView): string => {
      const kind = kinds.find((one) => one === to.kind);
      if (kind === undefined) return t('to.unknown');
      if (kind === 'words') return to.text === null ? t('to.words') : t('quoted', { text: to.text });
      return kind === 'keys' && to.text !== null ? t('to.keysWith', { keys: to.text }) : t(`to.${kind}`);
    },
    waited: (turn: TalkTurn) => took(waitedMs(turn)),
  };
}
