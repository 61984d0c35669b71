import type { TranscriptSegment } from '@callbrief/relay/wire/insights';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { InsightsView } from '../../src-preload/contract.ts';
import type { PlayerStore } from '../stores/player-store.ts';
import { lineAt } from '../transcript/places.ts';
import type { Voices } from '../transcript/voices.ts';
import { sentimentLevel } from './strip-bins.ts';

/**
 * Who speaks now, and how it sounds: `Anneke, tense`. The estimate is about a call; of a colleague only the name is
 * said. null: nobody speaks yet, or nothing was written down.
 */
export function useReadingNow(
  player: PlayerStore,
  segments: readonly TranscriptSegment[] | undefined,
  voices: Voices,
  view: InsightsView | null,
): string | null {
  const { t } = useTranslation('player');
  const line = useStore(player.store, ({ atMs }) => (segments === undefined ? -1 : lineAt(segments, atMs)));
  const segment = segments?.[line];
  if (segment === undefined || segment.speaker === 'unknown') return null;
  const name = voices[segment.speaker].short ?? t(segment.speaker);
  if (segment.speaker === 'firm' || view?.sentiment.status !== 'completed') return name;
  const score = view.sentiment.segments.find(({ segmentId }) => segmentId === segment.id)?.score;
  if (score === undefined) return name;
  const level = sentimentLevel(score);
  return t('reading', { name, sentiment: level === 0 ? t('neutral') : level < 0 ? t('tense') : t('atEase') });
}
