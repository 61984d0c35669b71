import { useEffect } from 'react';
import type { AppState } from '../../src-preload/contract.ts';
import { hasSummary } from '../insights/citations.ts';
import { STEP_MS, SPEEDS } from '../stores/player-store.ts';
import type { Stores } from '../stores/stores.ts';
import { turnFrom } from '../transcript/places.ts';
import { playerCommandFor, type PlayerCommand } from './player-keys.ts';

/** The keys of the player and the transcript, wherever the keyboard is while a call is on screen. */
export function usePlayerKeys(stores: Stores, app: AppState): void {
  const { platform } = app;
  const { letterKeys } = app.settings;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const { screen, conversation } = stores;
      if (screen.getState().screen !== 'calls' || conversation.store.getState().open !== null) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      const command = playerCommandFor(event, { platform, letterKeys, target: event.target });
      if (command !== null && run(command, stores, event.target)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [stores, platform, letterKeys]);
}

/** @returns whether the key meant something here; else it is the browser's. */
function run(command: PlayerCommand, stores: Stores, target: EventTarget | null): boolean {
  const { player, reading, insights, app } = stores;
  const { recording, atMs, speed, selection } = player.store.getState();
  const { view } = insights.store.getState();
  const segments = view?.transcript.segments ?? [];
  const canPlay = recording?.url != null;
  const hasText = segments.length > 0;
  switch (command) {
    case 'toggle':
      if (canPlay) player.toggle();
      return canPlay;
    case 'back':
    case 'forward':
      if (canPlay) player.skip(command === 'back' ? -STEP_MS : STEP_MS);
      return canPlay;
    case 'previous_turn':
    case 'next_turn': {
      const to = turnFrom(segments, atMs, command === 'next_turn' ? 1 : -1);
      if (to === null) return hasText;
      reading.setFollow(true);
      player.seek(to);
      return true;
    }
    case 'slower':
    case 'faster': {
      const next = SPEEDS[SPEEDS.indexOf(speed) + (command === 'faster' ? 1 : -1)];
      if (canPlay && next !== undefined) void app.changeSettings({ playbackSpeed: next });
      return canPlay;
    }
    case 'follow':
      if (hasText) reading.setFollow(!reading.store.getState().follow);
      return hasText;
    case 'find':
      if (hasText) {
        reading.showTab('transcript');
        reading.setFinding(false);
        reading.setFinding(true);
      }
      return hasText;
    case 'next_hit':
    case 'previous_hit': {
      const hit = reading.nextHit(command === 'next_hit' ? 1 : -1);
      if (hit !== null) player.seek(hit.atMs);
      return hasText;
    }
    case 'loop_from':
    case 'loop_to':
      if (canPlay) player.markEnd(command === 'loop_from' ? 'from' : 'to');
      return canPlay;
    case 'let_go':
      if (selection !== null) player.select(null);
      return selection !== null;
    case 'comment':
      if (hasText) {
        reading.showTab('transcript');
        reading.comment(atMs);
      }
      return hasText;
    case 'edit': {
      const line = target instanceof Element ? target.closest<HTMLElement>('[data-segment]') : null;
      const id = line?.dataset['segment'];
      if (id !== undefined) reading.edit({ what: 'line', id });
      else {
        const first = view !== null && hasSummary(view.summary) ? view.summary.sentences[0] : undefined;
        if (first === undefined) return false;
        reading.showTab('about');
        reading.edit({ what: 'sentence', id: first.id });
      }
      return true;
    }
    case 'verify':
      if (view === null || !hasSummary(view.summary) || view.summary.verified !== null) return false;
      void insights.edit({ edit: 'verify_summary', on: true });
      return true;
    default:
      return command satisfies never;
  }
}
