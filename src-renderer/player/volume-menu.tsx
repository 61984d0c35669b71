import type { Speaker } from '@callbrief/relay/wire/recording';
import { Volume2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PlayerStore } from '../stores/player-store.ts';
import type { Voices } from '../transcript/voices.ts';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/switch.tsx';

/** How loud each voice is: a caller on a bad line louder, a colleague softer. */
export function VolumeMenu({
  player,
  voices,
  speakers,
  skipSilence,
  onSkipSilence,
}: {
  player: PlayerStore;
  voices: Voices;
  speakers: readonly Speaker[];
  skipSilence: boolean;
  onSkipSilence: (on: boolean) => void;
}) {
  const { t } = useTranslation('player');
  const volumes = useStore(player.store, (data) => data.volumes);
  const channels = speakers.length < 2 ? (['unknown'] as const) : speakers;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button look="quiet" icon={Volume2} square aria-label={t('volume')} title={t('volume')} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          aria-label={t('volume')}
          className="z-40 grid w-72 gap-2 rounded-3 border border-line bg-raised px-3.5 py-3 shadow-2 outline-none"
        >
          {channels.map((speaker, channel) => {
            const name = voices[speaker].short ?? t(speaker);
            const volume = volumes[channel === 1 ? 1 : 0];
            return (
              <label
                key={`${speaker} ${String(channel)}`}
                className="grid grid-cols-[5rem_1fr_3rem] items-center gap-2"
              >
                <span className="cut">{name}</span>
                <input
                  type="range"
                  min={0}
                  max={200}
                  step={10}
                  aria-label={t('volumeOf', { name })}
                  value={Math.round(volume * 100)}
                  onChange={(event) => player.setVolume(channel === 1 ? 1 : 0, Number(event.target.value) / 100)}
                  className="h-6 w-full accent-(--cb-accent)"
                />
                <span className="text-right text-meta text-text-2">{Math.round(volume * 100)} %</span>
              </label>
            );
          })}
          <div className="flex items-center justify-between border-t border-line pt-2">
            <span>{t('skipSilence')}</span>
            <Switch label={t('skipSilence')} on={skipSilence} onChange={onSkipSilence} />
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
